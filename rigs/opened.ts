/**
 * What was opened, closed again in reverse order. Node 20 has no AsyncDisposableStack.
 *
 * A failure to close one does not keep the others open; the first is thrown when all were tried.
 */
export class Opened implements AsyncDisposable {
  readonly #closers: (() => unknown)[] = []

  /** Takes over what closes itself. */
  use<T extends AsyncDisposable>(resource: T): T {
    this.#closers.push(() => resource[Symbol.asyncDispose]())
    return resource
  }

  defer(close: () => unknown): void {
    this.#closers.push(close)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const failures: unknown[] = []
    for (let close = this.#closers.pop(); close !== undefined; close = this.#closers.pop()) {
      try {
        await close()
      } catch (error) {
        failures.push(error)
      }
    }
    if (failures.length > 0) throw failures[0]
  }
}
