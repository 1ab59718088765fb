/** The memory of aedes, which has its types in another place than its code. */
declare module 'aedes-persistence/asyncPersistence.js' {
  export { default } from 'aedes-persistence/types/asyncPersistence.js';
}
