import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative, resolve } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { openRigClient } from '../../rigs/control/client.ts'
import { localRigClient } from '../../rigs/control/local.ts'
import { openControlServer } from '../../rigs/control/server.ts'
import { compareStories, printDifference } from '../../rigs/evidence/compare-stories.ts'
import { type Story, storyOf } from '../../rigs/evidence/story.ts'
import { whateverTheReader } from '../../rigs/evidence/whatever-the-reader.ts'
import type { LiveEstate } from '../../rigs/lanes/live/estate.ts'
import { openLiveRig, type Rig } from '../../rigs/open.ts'
import { CredentialNames } from '../../rigs/record/name-credentials.ts'
import { record } from '../../rigs/record/record.ts'
import { replayRecording } from '../../rigs/record/replay.ts'
import { writeRecording } from '../../rigs/record/write-recording.ts'
import { loadRigFile } from '../../rigs/rig-file/read.ts'
import { loadScenario } from '../../rigs/scenario/read.ts'
import { readerChoice } from '../../rigs/scenario/readers/reader-choice.ts'
import { type FinishedRun, runScenario } from '../../rigs/scenario/run.ts'
import { emptyBus } from '../../sim/domain/ibutton/one-wire-bus.ts'
import { crc8, formatRom } from '../../sim/protocol/one-wire/rom.ts'
import { aPty } from '../helpers/a-pty.ts'
import { anAdapter, lay, lift } from '../helpers/an-adapter.ts'
import { deferred } from '../helpers/deferred.ts'
import { hardwareMissing } from './available.ts'

const RIG_FILE = resolve('rigs/two-sites.yaml')
const SIDE_ENTRANCES = resolve('rigs/side-entrances.yaml')
const FINGERPRINT = 'house/fingerprint'
const UNKNOWN_FINGER = 'left thumb'
const BLUE_CARD = '04A1B2C3D4E580'
const NOBODYS = '04C0FFEE'
const RED_BUTTON = '01.CD.89.67.45.23.01'

const missing = hardwareMissing()
const title = missing.length === 0 ? '' : ` (unverified: ${missing.join(' ')})`

describe.skipIf(missing.length > 0)(`what real readers did, recorded${title}`, () => {
  test('passes and tells one story when it is replayed simulated and on real stacks, and shows no id', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'loxrig-recorded-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const path = join(folder, 'seen.yaml')
    const secretsPath = join(folder, 'seen.secrets.yaml')
    const names = new CredentialNames(loadRigFile(RIG_FILE))
    const recorded = await aSession(folder)
    await writeRecording({ path, secretsPath, recorded, names }, 'A session', relative(folder, RIG_FILE))

    const text = await readFile(path, 'utf8')
    for (const id of [BLUE_CARD, NOBODYS]) expect(text.replaceAll(/[ .]/g, '')).not.toContain(id)
    expect(text.match(/(?:tap|touch): [\w-]+/g)).toEqual([
      ...['tap: blue-card', 'tap: unknown-card-1', 'touch: red-button', 'tap: blue-card'],
    ])
    const scenario = loadScenario(path)
    const virtual = await runScenario(scenario, { lane: 'virtual', seed: 1 })
    const live = await runScenario(scenario, { lane: 'live', seed: 1 })
    const readers = ['home/front-door=pty', 'home/side-door=pty'].map(readerChoice)
    const real = await runScenario(scenario, { lane: 'live', seed: 1, readers })
    for (const run of [virtual, live, real]) expect([run.verdict, run.failure]).toEqual(['pass', undefined])
    for (const run of [live, real]) {
      const differences = compareStories(told(virtual), told(run))
      expect(differences.map((each) => printDifference(each, ['virtual', 'live']))).toEqual([])
    }
  })

  test('of an external reader by the word for it; an ID that the rig does not name is a secret, and it passes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'loxrig-fingers-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const scanner = await aPty()
    const rig = await aRig(SIDE_ENTRANCES, folder)
    onTestFinished(() => scanner[Symbol.asyncDispose]())
    await localRigClient(rig.context).call('attach', {
      ...{ source: 'serial', reader: FINGERPRINT, path: scanner.path },
      line: { encoding: 'text', prefix: 'FINGER=' },
    })
    const recorded = await recordedAt(rig, [
      () => scanner.say('FINGER=17\r\n'),
      () => scanner.say(`FINGER=${UNKNOWN_FINGER}\r\n`),
    ])
    const [path, secretsPath] = [join(folder, 'seen.yaml'), join(folder, 'seen.secrets.yaml')]
    const whereTo = { path, secretsPath, recorded, names: new CredentialNames(loadRigFile(SIDE_ENTRANCES)) }
    await writeRecording(whereTo, 'Fingers', relative(folder, SIDE_ENTRANCES))

    const text = await readFile(path, 'utf8')
    expect(text.match(/\{ present: [^}]+\}/g)).toEqual([
      `{ present: annas-finger, reader: ${FINGERPRINT} }`,
      `{ present: unknown-id-1, reader: ${FINGERPRINT} }`,
    ])
    // Pd, which a denial switches on, is not what opened.
    expect(text.match(/output: [\w ]+/g)).toEqual(['output: Side Door '])
    expect(text).not.toContain(UNKNOWN_FINGER)
    expect(await readFile(secretsPath, 'utf8')).toBe(
      `credentials:\n  unknown-id-1:\n    externalId: ${UNKNOWN_FINGER}\n`,
    )
    expect(await replayRecording(path)).toEqual({ verdict: 'pass', why: '' })
  })
})

/** A rig with a line reader and a 1-Wire adapter, each on a pseudo-terminal, and what somebody did there. */
async function aSession(folder: string) {
  const bus = emptyBus()
  const [reader, adapter] = [await aPty(), await aPty(() => anAdapter(bus))]
  const rig = await aRig(RIG_FILE, folder)
  onTestFinished(async () => {
    await reader[Symbol.asyncDispose]()
    await adapter[Symbol.asyncDispose]()
  })
  const client = localRigClient(rig.context)
  await client.call('attach', { source: 'serial', reader: 'home/front-door', path: reader.path })
  await client.call('attach', { source: 'serial', reader: 'home/side-door', path: adapter.path })
  return recordedAt(rig, [
    () => reader.say(`${BLUE_CARD}\r\n`),
    () => reader.say(`${NOBODYS}\r\n`),
    () => lay(bus, withCrc(RED_BUTTON)),
    () => {
      lift(bus, withCrc(RED_BUTTON))
      reader.say(`${BLUE_CARD}\r\n`)
    },
  ])
}

async function aRig(file: string, folder: string): Promise<Rig<LiveEstate>> {
  const rig = await openLiveRig(loadRigFile(file), {
    ...{ placement: 'in-process', listen: '127.0.0.1', directory: folder, trusts: true },
    ...{ onStep: () => {}, onNotice: () => {} },
  })
  onTestFinished(() => rig[Symbol.asyncDispose]())
  return rig
}

/** Records what somebody does, one after the other, each when the one before is decided. */
async function recordedAt(rig: Rig<LiveEstate>, deeds: readonly (() => void)[]) {
  const decided: string[] = []
  const ending = new AbortController()
  const { promise: ready, resolve: onReady } = deferred<void>()
  const recording = record(await remote(rig), {
    ...{ ended: ending.signal, onReady },
    onDecided: ({ decision }) => void decided.push(decision?.outcome ?? ''),
  })
  await ready
  for (const [index, act] of deeds.entries()) {
    act()
    await vi.waitFor(() => expect(decided).toHaveLength(index + 1), 10_000)
  }
  ending.abort()
  return recording
}

/** As a command line in another process has it. */
async function remote({ context }: Rig<LiveEstate>) {
  const server = await openControlServer({ context, token: 'token', host: '127.0.0.1', port: 0, failed: () => {} })
  onTestFinished(() => server[Symbol.asyncDispose]())
  return openRigClient({ url: server.url, token: 'token' })
}

function withCrc(rom: string): string {
  const bytes = rom.split('.').map((byte) => Number.parseInt(byte, 16))
  return formatRom([...bytes, crc8(bytes)])
}

function told({ records }: FinishedRun): Story {
  return whateverTheReader(storyOf(records))
}
