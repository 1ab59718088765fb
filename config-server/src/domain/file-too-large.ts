import { VernalError } from '@vernal/core';

/** `CONFIG_FILE_TOO_LARGE`: a file has more bytes than whoever wanted it takes. None of them was kept. */
export class FileTooLargeError extends VernalError {
  readonly sizeBytes: number;

  constructor(sizeBytes: number, maxBytes: number) {
    super('CONFIG_FILE_TOO_LARGE', `the file has ${sizeBytes} bytes, ${maxBytes} are allowed`);
    this.sizeBytes = sizeBytes;
  }
}
