/** Something that is told once, and then counted until it is over: whoever reads of it has no use for a thousand more. */
export class Complaint {
  readonly #tell: (sentence: string) => void
  readonly #more: (count: number) => string
  #count = 0

  /** @param more the sentence for how many more there were */
  constructor(tell: (sentence: string) => void, more: (count: number) => string) {
    this.#tell = tell
    this.#more = more
  }

  make(sentence: string): void {
    this.#count++
    if (this.#count === 1) this.#tell(sentence)
  }

  /** What was complained of is well again. */
  settle(): void {
    const untold = this.#count - 1
    this.#count = 0
    if (untold > 0) this.#tell(this.#more(untold))
  }
}
