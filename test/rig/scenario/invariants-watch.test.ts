import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { VirtualEstate } from '../../../rigs/lanes/virtual/estate.ts'
import { openVirtualRig, type Rig } from '../../../rigs/open.ts'
import { readFromDisk } from '../../../rigs/rig-file/files.ts'
import { parseRigFile } from '../../../rigs/rig-file/read.ts'
import { Watch } from '../../../rigs/scenario/invariants/watch.ts'
import type { BusMessage } from '../../../sim/protocol/bus/message.ts'
import { runSteps } from './a-scenario.ts'

const PATH = resolve('rigs/two-sites.yaml')
const TAP = '{ tap: blue-card, reader: office/front-door }'

describe('looking at the Miniservers', () => {
  test('changes nothing: the bus says the same, byte for byte, and no time passes', async () => {
    const seen = await Promise.all([messagesOf(false), messagesOf(true)])
    expect(seen[0].length).toBeGreaterThan(10)
    expect(JSON.stringify(seen[1])).toBe(JSON.stringify(seen[0]))
  })

  test.for<[string, string[]]>([
    ['edit over the App', ['{ deny: Anna, object: "office/access:Front Door", app: true }']],
    ['save', ['{ load: office }', '{ deny: Anna, object: "office/access:Front Door" }', '{ save: office }']],
    [
      'restore',
      [
        '{ back-up: office, name: before }',
        '{ deny: Anna, object: "office/access:Front Door", app: true }',
        TAP,
        '{ restore: office, from: before }',
      ],
    ],
    ['lose by a crash', [TAP, '{ crash: office }', TAP]],
  ])('does not take what people %s for a sync', async ([, steps]) => {
    const { verdict, invariants } = await runSteps([...steps, '{ advance: 1m }'])
    expect(invariants).toMatchObject({ violated: [], unasked: [] })
    expect(verdict).toBe('pass')
  })

  test.for<[string, string]>([
    ['without power', '{ power: off, of: home }'],
    ['that stands still', '{ pause: home }'],
  ])('says of a Miniserver %s that it was not asked, and does not wait for it', async ([, step]) => {
    const { verdict, invariants, records } = await runSteps([TAP, step])
    expect(verdict).toBe('pass')
    expect(invariants?.unasked).toEqual([expect.stringMatching(/^home: the Miniserver /)])
    expect(records.at(-1)).toMatchObject({ type: 'end', atMs: expect.toSatisfy((atMs: number) => atMs < 10_000) })
  })
})

async function messagesOf(isWatched: boolean): Promise<BusMessage[]> {
  const { rig: file } = parseRigFile(readFileSync(PATH, 'utf8'), PATH, readFromDisk)
  if (file === undefined) throw new TypeError('the rig file has faults')
  await using rig: Rig<VirtualEstate> = await openVirtualRig(file, { seed: 1, startWallMs: 0, trusts: true })
  using watch = isWatched ? await Watch.open(rig.context) : undefined
  const messages: BusMessage[] = []
  rig.estate.observe((message) => messages.push(message))
  for (let hour = 0; hour < 3; hour++) {
    await rig.estate.clock.advance(3_600_000)
    await watch?.stepped(hour)
    await watch?.end([])
  }
  return messages
}
