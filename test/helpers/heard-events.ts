import type { Reader, ReaderEvent } from '../../sim/ports/reader.ts'

/** Longer than anything that is waited for here takes on a busy machine. */
const WAIT_MS = 30_000

/** What a reader says, one after the other, each waited for so long and no longer. */
export class HeardEvents {
  /** How often the reader was lost while a tag was waited for, and found again by itself. */
  interruptions = 0
  readonly #events: AsyncIterator<ReaderEvent>
  #waiting: Promise<IteratorResult<ReaderEvent>> | undefined

  constructor(reader: Reader) {
    this.#events = reader.events()[Symbol.asyncIterator]()
  }

  /** `undefined` where none comes in time; a later one comes next, then. */
  async next(): Promise<ReaderEvent | undefined> {
    this.#waiting ??= this.#events.next()
    const waiting = this.#waiting
    let tooLate: NodeJS.Timeout | undefined
    const late = new Promise<undefined>((resolve) => {
      tooLate = setTimeout(() => resolve(undefined), WAIT_MS)
    })
    const result = await Promise.race([waiting, late])
    clearTimeout(tooLate)
    if (result === undefined) return undefined
    this.#waiting = undefined
    return result.done === true ? undefined : result.value
  }

  /** Throws where something else comes, or nothing. */
  async expect(type: ReaderEvent['type']): Promise<void> {
    const event = await this.next()
    if (event?.type !== type) throw new Error(`${JSON.stringify(event)} came instead of ${type}`)
  }

  /**
   * How many of these tags do not come, in their order; what lies on a reader that is lost comes when it is found. Throws where one comes twice, late, or before another, or something else does.
   *
   * @param uids in hex, without spaces
   */
  async lostOf(uids: readonly string[]): Promise<number> {
    let lost = 0
    for (let index = 0; index < uids.length; ) {
      const event = await this.next()
      if (event === undefined) return lost + uids.length - index
      if (event.type === 'lost') {
        await this.expect('found')
        this.interruptions++
        continue
      }
      const at = event.type === 'presented' ? uids.indexOf(event.credential.id.replaceAll(' ', ''), index) : -1
      if (at < 0) throw new Error(`${JSON.stringify(event)} came instead of tag ${uids[index]}`)
      lost += at - index
      index = at + 1
    }
    return lost
  }
}
