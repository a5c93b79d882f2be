import type { SerialSession } from './serial-session.ts'

/** The other end did not answer in time, or no longer. */
export class NoAnswer extends Error {}

/** Questions and answers over a serial port: what comes is kept, byte by byte, until it is taken or forgotten. */
export class Exchange {
  readonly #session: SerialSession
  #bytes: number[] = []
  #isEnded = false
  #changed: () => void = () => {}

  constructor(session: SerialSession) {
    this.#session = session
    void this.#pump()
  }

  /** Sends a question and takes its answer of so many bytes. Rejects with `NoAnswer`. */
  async ask(question: readonly number[], answerLength: number, deadlineMs: number): Promise<number[]> {
    await this.#session.write(question).catch((cause: unknown) => {
      throw new NoAnswer('the port is closed', { cause })
    })
    return this.take(answerLength, deadlineMs)
  }

  /** The next bytes; what of them has come by the deadline is kept. Rejects with `NoAnswer`. */
  async take(count: number, deadlineMs: number): Promise<number[]> {
    const deadline = AbortSignal.timeout(deadlineMs)
    while (this.#bytes.length < count) {
      if (this.#isEnded) throw new NoAnswer('the port is closed')
      if (deadline.aborted) throw new NoAnswer(`${this.#bytes.length} of ${count} bytes within ${deadlineMs} ms`)
      await this.#change(deadline)
    }
    return this.#bytes.splice(0, count)
  }

  /** Forgets what came and nobody took: an echo, noise, the end of an earlier answer. */
  forget(): void {
    this.#bytes = []
  }

  /** Forgets what comes until nothing has come for so long. Rejects with `NoAnswer` when it does not end by the deadline. */
  async quiet(quietMs: number, deadlineMs: number): Promise<void> {
    const deadline = AbortSignal.timeout(deadlineMs)
    do {
      if (deadline.aborted) throw new NoAnswer('it does not stop talking')
      this.forget()
      await this.#change(AbortSignal.timeout(quietMs))
    } while (this.#bytes.length > 0 && !this.#isEnded)
  }

  async #pump(): Promise<void> {
    for await (const chunk of this.#session.chunks) {
      this.#bytes.push(...chunk)
      this.#changed()
    }
    this.#isEnded = true
    this.#changed()
  }

  #change(deadline: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      this.#changed = resolve
      deadline.addEventListener('abort', () => resolve(), { once: true })
    })
  }
}
