import { describe, expect, test } from 'vitest'
import type { Credential } from '../../sim/domain/access/credential.ts'
import type { Reader, ReaderEvent } from '../../sim/ports/reader.ts'

type Act = () => void | Promise<void>

export interface ReaderUnderTest {
  readonly reader: Reader
  /** Two presentations, and the credentials they must yield. */
  readonly present: readonly [Act, Act]
  readonly expected: readonly [Credential, Credential]
  /** Takes off what was presented, where the reader can tell. */
  readonly remove?: Act
  /** Makes the reader vanish and return, where that can happen. */
  readonly vanish?: Act
  readonly comeBack?: Act
}

/**
 * What every reader promises, simulated or real. A new attachment is done when it passes this.
 *
 * @param install opens a reader on which nothing lies; called once or more in each test, each time after the reader before
 *   was disposed
 */
export function describeReader(name: string, install: () => Promise<ReaderUnderTest>): void {
  describe(`${name} is a Reader`, () => {
    test('yields credentials in the order presented', async () => {
      const { reader, present, expected, remove } = await install()
      const [first, second] = expected
      const taken: ReaderEvent[] = remove === undefined ? [] : [{ type: 'removed' }]

      await present[0]()
      expect(await take(reader, 1)).toEqual([{ type: 'presented', credential: first }])
      await remove?.()
      expect(await take(reader, taken.length)).toEqual(taken)
      await present[1]()
      expect(await take(reader, 1)).toEqual([{ type: 'presented', credential: second }])
      await reader[Symbol.asyncDispose]()
    })

    test('says nothing more and ends when disposed', async () => {
      const { reader } = await install()
      const rest = take(reader, Number.POSITIVE_INFINITY)
      await reader[Symbol.asyncDispose]()
      expect(await rest).toEqual([])
    })

    test('yields again when opened again after being disposed', async () => {
      for (let round = 0; round < 2; round++) {
        const { reader, present, expected, remove } = await install()
        await present[0]()
        expect(await take(reader, 1)).toEqual([{ type: 'presented', credential: expected[0] }])
        await remove?.()
        await reader[Symbol.asyncDispose]()
      }
    })

    test('says lost once and found once when it vanishes and returns, and yields as before', async ({ skip }) => {
      const { reader, present, expected, vanish, comeBack } = await install()
      if (vanish === undefined || comeBack === undefined) {
        await reader[Symbol.asyncDispose]()
        return skip('cannot vanish')
      }
      await vanish()
      expect(await take(reader, 1)).toMatchObject([{ type: 'lost', code: 'READER_LOST' }])
      await comeBack()
      expect(await take(reader, 1)).toEqual([{ type: 'found' }])
      await present[0]()
      expect(await take(reader, 1)).toEqual([{ type: 'presented', credential: expected[0] }])
      await reader[Symbol.asyncDispose]()
    })
  })
}

/** As many events as asked for, or those until the reader ends. */
export async function take(reader: Reader, count: number): Promise<ReaderEvent[]> {
  const events: ReaderEvent[] = []
  if (count === 0) return events
  for await (const event of reader.events()) if (events.push(timeless(event)) === count) break
  return events
}

/** When its driver saw it is another instant each time; it lies in the past, and not far. */
function timeless(event: ReaderEvent): ReaderEvent {
  if (event.type !== 'presented' || event.seenMs === undefined) return event
  const { seenMs, ...rest } = event
  const agoMs = performance.now() - seenMs
  expect(agoMs).toBeGreaterThanOrEqual(0)
  expect(seenMs).toBeGreaterThan(0)
  return rest
}
