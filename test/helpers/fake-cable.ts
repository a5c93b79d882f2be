import type { SerialSession, SerialSystem } from '../../rigs/attachments/serial/serial-session.ts'
import type { ListedPort, UsbIdentity } from '../../rigs/attachments/serial/usb-identity.ts'

/** What is at the other end of a cable: takes what is written and says what is answered. */
export interface FarEnd {
  hear(bytes: readonly number[]): readonly number[]
}

/** A serial cable in the machine's memory, plugged in at one path. It can be pulled out and put back, and has noise on it. */
export class FakeCable implements SerialSystem {
  path = '/dev/ttyFAKE'
  /** Other ports of the machine. */
  beside: readonly ListedPort[] = []
  /** How often it was asked which ports there are. */
  listings = 0
  readonly #usb: UsbIdentity
  readonly #farEnd: () => FarEnd
  #end: FarEnd
  #isThere = true
  #session: FakeSession | undefined
  #changed: () => void = () => {}

  /**
   * @param farEnd made anew each time the cable is plugged in, as with power
   * @param usb what USB says of its adapter
   */
  constructor(farEnd: () => FarEnd, usb: UsbIdentity = {}) {
    this.#usb = usb
    this.#farEnd = farEnd
    this.#end = farEnd()
  }

  async open({ path }: { readonly path: string }): Promise<SerialSession> {
    if (path !== this.path || !this.#isThere) throw new Error(`No such file or directory, cannot open ${path}`)
    if (this.#session?.isOpen === true) throw new Error('Cannot lock port')
    this.#session = new FakeSession((bytes) => this.#end.hear(bytes))
    return this.#session
  }

  async list(): Promise<readonly ListedPort[]> {
    this.listings++
    return [...(this.#isThere ? [{ path: this.path, ...this.#usb }] : []), ...this.beside]
  }

  isThere(path: string): boolean {
    return path === this.path && this.#isThere
  }

  watch(): { readonly changed: Promise<void> } & Disposable {
    const changed = new Promise<void>((resolve) => {
      this.#changed = resolve
    })
    return { changed, [Symbol.dispose]: () => {} }
  }

  /** Bytes that nobody sent. */
  disturb(...bytes: readonly number[]): void {
    this.#session?.come(bytes)
  }

  unplug(): void {
    this.#isThere = false
    this.#session?.end(new Error('unplugged'))
    this.#changed()
  }

  plug(path = this.path): void {
    this.path = path
    this.#isThere = true
    this.#end = this.#farEnd()
    this.#changed()
  }
}

class FakeSession implements SerialSession {
  isOpen = true
  readonly ended: Promise<Error | undefined>
  readonly #hear: (bytes: readonly number[]) => readonly number[]
  readonly #waiting: Uint8Array[] = []
  #wake: () => void = () => {}
  #sayEnded: (cause: Error | undefined) => void = () => {}

  constructor(hear: (bytes: readonly number[]) => readonly number[]) {
    this.#hear = hear
    this.ended = new Promise((resolve) => {
      this.#sayEnded = resolve
    })
  }

  readonly chunks: AsyncIterable<Uint8Array> = { [Symbol.asyncIterator]: () => this.#come() }

  async write(bytes: readonly number[]): Promise<void> {
    if (!this.isOpen) throw new Error('Port is not open')
    this.come(this.#hear(bytes))
  }

  async close(): Promise<void> {
    this.end(undefined)
  }

  come(bytes: readonly number[]): void {
    if (bytes.length > 0) this.#waiting.push(Uint8Array.from(bytes))
    this.#wake()
  }

  end(cause: Error | undefined): void {
    this.isOpen = false
    this.#sayEnded(cause)
    this.#wake()
  }

  async *#come(): AsyncGenerator<Uint8Array> {
    for (;;) {
      for (let chunk = this.#waiting.shift(); chunk !== undefined; chunk = this.#waiting.shift()) yield chunk
      if (!this.isOpen) return
      await new Promise<void>((resolve) => {
        this.#wake = resolve
      })
    }
  }
}
