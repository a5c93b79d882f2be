/**
 * The answers of one client in the order of its commands, in whatever order they are ready: clients take the next text for
 * the answer to what they asked (docs/miniserver-protocol.md §1.3).
 */
export class ReplyQueue<Asked> {
  readonly #write: (bytes: Uint8Array) => void
  readonly #waiting = new Map<number, { asked: Asked; answer?: Uint8Array; after: Uint8Array[] }>()

  constructor(write: (bytes: Uint8Array) => void) {
    this.#write = write
  }

  get size(): number {
    return this.#waiting.size
  }

  /** A command came, or more is known of it now; its place in the order stays. */
  expect(request: number, asked: Asked): void {
    const known = this.#waiting.get(request)
    if (known === undefined) this.#waiting.set(request, { asked, after: [] })
    else known.asked = asked
  }

  /** What was asked, as long as it is not answered. */
  asked(request: number): Asked | undefined {
    const known = this.#waiting.get(request)
    return known?.answer === undefined ? known?.asked : undefined
  }

  answer(request: number, bytes: Uint8Array): void {
    const known = this.#waiting.get(request)
    if (known === undefined) return
    known.answer = bytes
    for (const [next, { answer, after }] of this.#waiting) {
      if (answer === undefined) return
      this.#waiting.delete(next)
      this.#write(answer)
      for (const more of after) this.#write(more)
    }
  }

  /** Writes what belongs to no command, but not before the answers that are ready already. */
  after(bytes: Uint8Array): void {
    const lastReady = [...this.#waiting.values()].findLast(({ answer }) => answer !== undefined)
    if (lastReady === undefined) this.#write(bytes)
    else lastReady.after.push(bytes)
  }
}
