/**
 * Follows the packets of one MQTT byte stream by their fixed headers alone, so that a packet which is
 * too large is known when it is announced, not when it fills the memory (MQTT 3.1.1, 2.2).
 */
export class PacketMeter {
  readonly #maxBytes: number;
  #bodyLeft = 0;
  #length: { value: number; factor: number } | undefined;

  /** @param maxBytes most bytes that a packet may have after its fixed header */
  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Takes the next bytes. False when they announce a packet that is too large. */
  accept(chunk: Uint8Array): boolean {
    for (let position = 0; position < chunk.length; ) {
      if (this.#bodyLeft > 0) {
        const skipped = Math.min(this.#bodyLeft, chunk.length - position);
        this.#bodyLeft -= skipped;
        position += skipped;
      } else {
        if (!this.#acceptHeaderByte(chunk[position] ?? 0)) return false;
        position += 1;
      }
    }
    return true;
  }

  /** The first byte tells the type; then come up to four bytes of length, seven bits each. */
  #acceptHeaderByte(byte: number): boolean {
    if (this.#length === undefined) {
      this.#length = { value: 0, factor: 1 };
      return true;
    }
    this.#length.value += (byte & 0x7f) * this.#length.factor;
    this.#length.factor *= 0x80;
    if (this.#length.value > this.#maxBytes) return false;
    if (byte < 0x80) {
      this.#bodyLeft = this.#length.value;
      this.#length = undefined;
      return true;
    }
    return this.#length.factor < 0x80 ** 4;
  }
}
