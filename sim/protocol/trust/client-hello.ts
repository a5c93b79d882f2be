/** What the first bytes of a TLS connection say, or that more are needed, or that it is none. */
export type ClientHello =
  | { readonly state: 'more' }
  | { readonly state: 'malformed' }
  | { readonly state: 'read'; readonly protocols: readonly string[] }

/** Longest ClientHello that is looked at; browsers' are under 2 KiB with post-quantum key shares. */
export const CLIENT_HELLO_LENGTH_MAX = 16_384

const HANDSHAKE_RECORD = 22
const RECORD_HEADER_LENGTH = 5
const HANDSHAKE_HEADER_LENGTH = 4
const CLIENT_HELLO = 1
const VERSION_AND_RANDOM_LENGTH = 34
const ALPN_EXTENSION = 16
/** One record more than the longest ClientHello, which may be followed by others in its last record. */
const RECORDS_LENGTH_MAX = 2 * CLIENT_HELLO_LENGTH_MAX
const MORE: ClientHello = { state: 'more' }
const MALFORMED: ClientHello = { state: 'malformed' }

/**
 * Reads the application protocols a TLS client offers (ALPN, RFC 7301) from the bytes it sent so far. Nothing is decrypted: a
 * ClientHello is in the clear, possibly over several records (RFC 8446 §4.1.2, §5.1).
 */
export function readClientHello(bytes: Uint8Array): ClientHello {
  const handshake = handshakeBytes(bytes)
  if ('state' in handshake) return handshake
  try {
    return { state: 'read', protocols: protocolsOf(new Reader(handshake)) }
  } catch (error) {
    if (error instanceof RangeError) return MALFORMED
    throw error
  }
}

/** The body of the ClientHello, put together from its records. */
function handshakeBytes(bytes: Uint8Array): Uint8Array | ClientHello {
  const parts: number[] = []
  let offset = 0
  for (; offset < bytes.length && bytes[offset] === HANDSHAKE_RECORD; ) {
    if (bytes.length < offset + RECORD_HEADER_LENGTH) break
    const length = ((bytes[offset + 3] ?? 0) << 8) | (bytes[offset + 4] ?? 0)
    if (length === 0 || parts.length + length > RECORDS_LENGTH_MAX) return MALFORMED
    parts.push(...bytes.subarray(offset + RECORD_HEADER_LENGTH, offset + RECORD_HEADER_LENGTH + length))
    offset += RECORD_HEADER_LENGTH + length
  }
  const [type = CLIENT_HELLO, high = 0, middle = 0, low = 0] = parts
  const end = HANDSHAKE_HEADER_LENGTH + ((high << 16) | (middle << 8) | low)
  if (type !== CLIENT_HELLO || end > CLIENT_HELLO_LENGTH_MAX) return MALFORMED
  if (parts.length >= HANDSHAKE_HEADER_LENGTH && parts.length >= end) {
    return Uint8Array.from(parts.slice(HANDSHAKE_HEADER_LENGTH, end))
  }
  // What follows an unfinished ClientHello has to be more of it.
  return offset < bytes.length && bytes[offset] !== HANDSHAKE_RECORD ? MALFORMED : MORE
}

/** RFC 8446 §4.1.2, field by field. No ALPN extension: no protocols. */
function protocolsOf(hello: Reader): string[] {
  hello.skip(VERSION_AND_RANDOM_LENGTH)
  hello.vector(1)
  hello.vector(2)
  hello.vector(1)
  if (hello.isEmpty) return []
  const extensions = hello.vector(2)
  while (!extensions.isEmpty) {
    const type = extensions.number(2)
    const content = extensions.vector(2)
    if (type === ALPN_EXTENSION) return names(content.vector(2))
  }
  return []
}

function names(list: Reader): string[] {
  const found: string[] = []
  while (!list.isEmpty) found.push(list.vector(1).text())
  return found
}

/** Reads numbers and length-prefixed vectors. Throws RangeError where the bytes end too early. */
class Reader {
  readonly #bytes: Uint8Array
  #offset = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get isEmpty(): boolean {
    return this.#offset === this.#bytes.length
  }

  skip(length: number): Uint8Array {
    const end = this.#offset + length
    if (end > this.#bytes.length) throw new RangeError('a vector is longer than what holds it')
    const skipped = this.#bytes.subarray(this.#offset, end)
    this.#offset = end
    return skipped
  }

  number(length: number): number {
    return this.skip(length).reduce((number, byte) => number * 256 + byte, 0)
  }

  vector(lengthBytes: number): Reader {
    return new Reader(this.skip(this.number(lengthBytes)))
  }

  text(): string {
    return String.fromCharCode(...this.#bytes)
  }
}
