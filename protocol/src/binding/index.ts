export { buildObject, type Resolve } from './build-object.ts';
export {
  type ConfigSource,
  objectSource,
  remoteSources,
  type Scalar,
  scalarOf,
} from './config-source.ts';
export { type Leaf, PropertyTree, type TreeNode } from './property-tree.ts';
export { type SchemaNode, schemaNode } from './schema-node.ts';
