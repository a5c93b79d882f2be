import { expect, onTestFinished, test, vi } from 'vitest'
import { Rest } from '../../../../rigs/lanes/live/rest.ts'
import { LiveClock } from '../../../../sim/io/live-clock.ts'
import { Traffic } from '../../../../sim/io/traffic.ts'
import type { BusMessage, RestTally } from '../../../../sim/protocol/bus/message.ts'

const DEADLINE_MS = 1_000
const [KEYPAD, MINISERVER] = ['front-door', 'miniserver']

/** The rig's side of two processes, with a bus on which nobody answers by himself. */
const aRest = () => {
  const clock = new LiveClock()
  onTestFinished(() => clock.stop())
  const rest = new Rest({ clock, traffic: new Traffic(), devices: [`home/${KEYPAD}`, `home/${MINISERVER}`] })
  const polls: (BusMessage & { channel: '$poll' })[] = []
  const bus = {
    publish: (message: BusMessage) => void (message.channel === '$poll' && polls.push(message)),
    onMessage: () => {},
  }
  const base = { id: 'any', site: 'home', timeMs: 0 }
  const settled = (): Promise<number | undefined> => rest.settled(bus, { number: 0, publish: () => {} }, DEADLINE_MS)
  const says = (device: string, data: 'ready' | 'lost'): void => rest.see({ ...base, device, channel: '$state', data })
  const tells = (device: string, tally: Partial<RestTally> = {}): void => {
    const data = { reading: 0, session: 's', sent: {}, received: 0, begun: 0, ...tally }
    rest.see({ ...base, device, channel: '$tally', causedBy: polls.at(-1)?.id ?? '', data })
  }
  /** Both answer the poll of this number. */
  const bothTell = async (number: number, tallies: Record<string, Partial<RestTally>> = {}): Promise<void> => {
    await vi.waitFor(() => expect(polls).toHaveLength(number))
    for (const device of [KEYPAD, MINISERVER]) tells(device, tallies[device])
  }
  return { settled, says, tells, bothTell, polls }
}

test('two rounds in which nobody did anything are rest', async () => {
  const { settled, bothTell, polls } = aRest()
  const resting = settled()
  await bothTell(1, { [KEYPAD]: { begun: 1 } })
  await bothTell(2, { [KEYPAD]: { begun: 2, dueOffsetMs: 7 } })
  await bothTell(3, { [KEYPAD]: { begun: 2, dueOffsetMs: 7 } })
  expect(await resting).toBe(7)
  expect(polls).toHaveLength(3)
})

test('who comes back after a poll was put is not waited for, and is asked the next time', async () => {
  const { settled, says, tells, bothTell } = aRest()
  says(KEYPAD, 'lost')
  const resting = settled()
  says(KEYPAD, 'ready')
  tells(MINISERVER)
  await bothTell(2)
  await bothTell(3)
  await expect(resting).resolves.toBeUndefined()
})

test('who comes back and was not known to be gone is asked once more, as it cannot have heard the poll', async () => {
  const { settled, says, tells, bothTell, polls } = aRest()
  const resting = settled()
  tells(MINISERVER)
  says(KEYPAD, 'ready')
  expect(polls.map(({ id }) => id)).toEqual([polls[0]?.id, polls[0]?.id])
  tells(KEYPAD)
  await bothTell(3)
  await expect(resting).resolves.toBeUndefined()
})

test('what was on its way to who has gone and come back since it answered is awaited from nobody', async () => {
  const { settled, says, tells, bothTell, polls } = aRest()
  const before = settled()
  await bothTell(1)
  await bothTell(2)
  await before
  const sent = { [`home/${KEYPAD}`]: 1 }
  const resting = settled()
  tells(KEYPAD)
  says(KEYPAD, 'lost')
  says(KEYPAD, 'ready')
  tells(MINISERVER, { sent })
  const anew = { [KEYPAD]: { session: 't' }, [MINISERVER]: { sent } }
  await bothTell(4, anew)
  await bothTell(5, anew)
  await expect(resting).resolves.toBeUndefined()
  expect(polls.map(({ data }) => data.received)).toEqual([{}, {}, {}, {}, {}])
})

test('who does not answer is named at the deadline', async () => {
  const { settled, tells } = aRest()
  const resting = settled()
  tells(MINISERVER)
  await expect(resting).rejects.toMatchObject({
    code: 'DEADLINE',
    message: `Not settled after ${DEADLINE_MS} ms: home/front-door did not come to rest.`,
  })
})
