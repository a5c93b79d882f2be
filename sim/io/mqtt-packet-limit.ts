/**
 * Watches a stream of MQTT packets for one that is too long, by its fixed header, before anybody buffers it (MQTT 3.1.1 §2.2).
 */
export class MqttPacketLimit {
  readonly #max: number
  /** Bytes of the current packet's body still to come. */
  #rest = 0
  /** Undefined: the packet's first byte is next. Otherwise how many length bytes were read, and the length so far. */
  #header: { digits: number; length: number } | undefined

  constructor(max: number) {
    this.#max = max
  }

  /** Whether all packets seen so far keep to the limit. */
  accepts(chunk: Uint8Array): boolean {
    let index = 0
    while (index < chunk.length) {
      if (this.#rest > 0) {
        const skipped = Math.min(this.#rest, chunk.length - index)
        this.#rest -= skipped
        index += skipped
      } else if (!this.#headerByte(chunk[index++] as number)) return false
    }
    return true
  }

  #headerByte(byte: number): boolean {
    if (this.#header === undefined) {
      this.#header = { digits: 0, length: 0 }
      return true
    }
    const { digits, length } = this.#header
    const total = length + (byte & 0x7f) * 128 ** digits
    if (total > this.#max || digits > 3) return false
    if ((byte & 0x80) !== 0) this.#header = { digits: digits + 1, length: total }
    else {
      this.#header = undefined
      this.#rest = total
    }
    return true
  }
}
