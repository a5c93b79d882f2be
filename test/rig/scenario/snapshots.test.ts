import { resolve } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { runCli } from '../../../rigs/cli/cli.ts'
import { compareStories } from '../../../rigs/evidence/compare-stories.ts'
import { storyOf } from '../../../rigs/evidence/story.ts'
import { traceText } from '../../../rigs/evidence/trace.ts'
import { loadScenario } from '../../../rigs/scenario/read.ts'
import { runScenario } from '../../../rigs/scenario/run.ts'
import { withSnapshotsAtWaits } from '../../../rigs/scenario/snapshots.ts'
import { Miniserver } from '../../../sim/devices/miniserver.ts'
import type { Plain } from '../../../sim/devices/plain-data.ts'
import { SteppedDevice } from '../../../sim/devices/stepped-device.ts'
import { credentialText } from '../../../sim/domain/sealed-credential.ts'
import type { BusMessage } from '../../../sim/protocol/bus/message.ts'
import { twoSites } from '../../helpers/two-sites.ts'
import { aTerminal } from '../cli/a-terminal.ts'
import { runSteps } from './a-scenario.ts'

const FIRST_LAB = resolve('test/scenarios/first-lab.yaml')

const RED = { kind: 'tag', id: '04 A1 B2 C3 D4 E5 90' } as const

afterEach(() => void vi.restoreAllMocks())

describe('snapshots at waits', () => {
  test('leave the trace of the first lab as it is, byte for byte, and so its story', async () => {
    const [without, through] = [await firstLab(false), await firstLab(true)]
    expect(through.failure).toBeUndefined()
    expect(compareStories(storyOf(without.records), storyOf(through.records))).toEqual([])
    expect(traceText(through.records)).toBe(traceText(without.records))
  })

  test('change nothing around a paused Miniserver, lost receipts and a keypad that is cut off', async () => {
    const told = await underFaults(false)
    expect(told.filter(({ channel }) => channel === 'decision')).toHaveLength(3)
    expect(await underFaults(true)).toEqual(told)
  })

  test.for<[string, string, Kind]>([
    ['the timers of a Miniserver', 'timers', Miniserver],
    ['how many ids a Miniserver has given', 'presence.count', Miniserver],
    ['that a Miniserver restarts', 'running', Miniserver],
    ['the outputs that are on', 'state.blocks', Miniserver],
    ['who was heard', 'state.devices', Miniserver],
    ['the timers of a keypad', 'timers', SteppedDevice],
    ['how many presentations a keypad has made', 'state.outbox.count', SteppedDevice],
    ['the ids of this power-up', 'presence.prefix', SteppedDevice],
  ])('show in the first lab that a snapshot forgets %s', async ([, path, kind]) => {
    const { records } = await firstLab(true)
    plantForgetting(kind, path)
    expect(traceText((await firstLab(true)).records)).not.toBe(traceText(records))
  })

  test.for<[string, string, Kind]>([
    ['what follows from a commit', 'following', Miniserver],
    ['which presentations were answered', 'state.receipts', Miniserver],
    ['what a keypad still offers', 'state.outbox.waiting', SteppedDevice],
  ])('show under faults that a snapshot forgets %s', async ([, path, kind]) => {
    const told = await underFaults(true)
    plantForgetting(kind, path)
    expect(await underFaults(true)).not.toEqual(told)
  })

  test('are in the command that repeats a failure', async () => {
    const { failure } = await runSteps(['{ save: office }'], { snapshotAtWaits: true })
    expect(failure?.repeat).toBe('loxrig run test.yaml --lane virtual --seed 1 --snapshot-at-waits')
  })

  test('are refused on the live lane, before anything is started', async () => {
    const refused = runSteps(['{ advance: 1s }'], { lane: 'live', snapshotAtWaits: true })
    await expect(refused).rejects.toMatchObject({ code: 'USAGE', message: expect.stringContaining('virtual lane') })
  })

  test.for<[string, number, RegExp]>([
    ['virtual', 0, /^pass /],
    ['live', 2, /^USAGE: --snapshot-at-waits is for the virtual lane/],
    ['virtual,live', 2, /^USAGE: --snapshot-at-waits is for the virtual lane/],
  ])('loxrig run --lane %s --snapshot-at-waits ends with %d', async ([lanes, code, says]) => {
    const terminal = aTerminal()
    await runCli(['run', FIRST_LAB, '--lane', lanes, '--snapshot-at-waits'], terminal)
    expect([...terminal.printed, ...terminal.told].join('\n')).toMatch(says)
    expect(terminal.code).toBe(code)
  })
})

function firstLab(snapshotAtWaits: boolean) {
  return runScenario(loadScenario(FIRST_LAB), { lane: 'virtual', seed: 1, snapshotAtWaits })
}

/** What the bus said of three taps: one while the Miniserver stops, one whose receipt is lost, one behind a cut line. */
async function underFaults(snapshotAtWaits: boolean): Promise<BusMessage[]> {
  const opened = await twoSites()
  const { estate } = snapshotAtWaits ? withSnapshotsAtWaits(opened) : opened
  const { world, clock, faults } = estate
  if (faults === undefined) throw new TypeError('the virtual lane has faults')
  const [office, keypad] = [{ site: 'office' }, { site: 'office', device: 'front-door' }]
  const line = [
    { from: keypad, to: office },
    { from: office, to: keypad },
  ]
  const tap = (): void => {
    const sealed = (id: string): string => estate.seal('office', 'front-door', credentialText(id, RED))
    estate.command('office', 'front-door', (id) => ({ name: 'tap', data: { sealed: sealed(id), source: 'simulated' } }))
  }
  tap()
  world.runUntil(() => opened.seen.some(({ channel }) => channel === 'event'), world.monotonicMs + 1_000)
  // The Miniserver has it, and its disk writes.
  world.run(world.monotonicMs + 1)
  await faults.pause(office)
  await clock.advance(300)
  await faults.resume(office)
  await clock.advance(5_000)

  await faults.drop(line.slice(1), { next: 2 })
  tap()
  for (let count = 0; count < 10; count++) await clock.advance(500)

  await faults.cut(line)
  tap()
  for (let count = 0; count < 4; count++) await clock.advance(500)
  await faults.heal(line)
  await clock.advance(5_000)
  return opened.seen
}

type Kind = { readonly prototype: { snapshot(): Plain } }

/** From now on snapshots of this kind say of something what they would say had it never been. */
function plantForgetting(kind: Kind, path: string): void {
  const { snapshot } = kind.prototype
  vi.spyOn(kind.prototype, 'snapshot').mockImplementation(function (this: object) {
    return forget(snapshot.call(this), path.split('.'))
  })
}

function forget(plain: Plain, [key = '', ...rest]: readonly string[]): Plain {
  if (!isRecord(plain) || plain[key] === undefined) return plain
  return { ...plain, [key]: rest.length > 0 ? forget(plain[key], rest) : blankOf(plain[key]) }
}

/** Maps and Sets are lists behind their tag. */
function blankOf(plain: Plain): Plain {
  if (isRecord(plain)) return Object.fromEntries(Object.keys(plain).map((tag) => [tag, []]))
  if (Array.isArray(plain)) return []
  return typeof plain === 'number' ? 0 : typeof plain === 'string' ? '' : false
}

function isRecord(plain: Plain): plain is Readonly<Record<string, Plain>> {
  return typeof plain === 'object' && plain !== null && !Array.isArray(plain)
}
