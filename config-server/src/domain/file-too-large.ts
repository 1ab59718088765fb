import { VernalError } from '@vernal/core';

/** `CONFIG_FILE_TOO_LARGE`: a file has more bytes than whoever wanted it takes. Only its beginning was kept. */
export class FileTooLargeError extends VernalError {
  readonly sizeBytes: number;
  /** What it begins with; empty where nobody looked. */
  readonly head: Uint8Array;

  constructor(sizeBytes: number, maxBytes: number, head: Uint8Array = new Uint8Array()) {
    super('CONFIG_FILE_TOO_LARGE', `the file has ${sizeBytes} bytes, ${maxBytes} are allowed`);
    this.sizeBytes = sizeBytes;
    this.head = head;
  }
}
