import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { describe, expect, onTestFinished, test, vi } from 'vitest'
import { writeCard } from '../../../rigs/card.ts'
import { runCli } from '../../../rigs/cli/cli.ts'
import type { RigClient } from '../../../rigs/control/client-face.ts'
import { openControlServer } from '../../../rigs/control/server.ts'
import { aLab } from '../../helpers/a-lab.ts'
import { aCard } from '../cli/a-card.ts'
import { aTerminal, type RecordingTerminal } from '../cli/a-terminal.ts'

const TOKEN = 'a-token-of-a-rig-card'
const DOOR = 'home/front-door'
const UNKNOWN = '04 C0 FF EE'
const BLUE_CARD = '04 A1 B2 C3 D4 E5 80'

/** A running rig with its card in a folder of its own, and somebody who types there. */
async function aRunningRig() {
  const { rig, client } = await aLab()
  const server = await openControlServer({
    ...{ context: rig.context, token: TOKEN, host: '127.0.0.1', port: 0, failed: () => {} },
  })
  onTestFinished(() => server[Symbol.asyncDispose]())
  const folder = await mkdtemp(join(tmpdir(), 'loxrig-record-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const control = { url: server.url, token: TOKEN }
  await writeCard(folder, aCard({ control, file: resolve('rigs/two-sites.yaml') }))
  return { client, server, folder }
}

/** Records while something is done, and ends when that is done. */
async function recording(
  { folder, client }: { folder: string; client: RigClient },
  act: (client: RigClient, terminal: RecordingTerminal) => Promise<unknown>,
  ...words: string[]
): Promise<RecordingTerminal> {
  const terminal = aTerminal({ folder })
  const ended = runCli(['record', 'seen.yaml', ...words], terminal)
  await Promise.race([ended, vi.waitFor(() => expect(terminal.told.join()).toContain('recording two-sites'), 20_000)])
  await act(client, terminal)
  if (!words.includes('--for')) process.emit('SIGINT')
  await ended
  return terminal
}

const taps = async (client: RigClient): Promise<void> => {
  await client.call('tap', { reader: DOOR, tag: 'blue-card' })
  await client.call('time-advance', { duration: '90s' })
  await client.call('tap', { reader: DOOR, tag: UNKNOWN })
  await client.call('time-set', { site: 'home', time: '2026-10-24T03:00' })
  await client.call('tap', { reader: DOOR, tag: 'red-card' })
  await client.call('tap', { reader: DOOR, tag: UNKNOWN })
  await client.call('touch', { reader: 'home/side-door', ibutton: 'blue-button' })
}

describe('loxrig record', () => {
  test('writes what was held to the readers as a scenario, which passes, with steps in relative time', async () => {
    const rig = await aRunningRig()
    const terminal = await recording(rig, taps)
    expect(terminal.printed).toEqual([
      'seen.yaml: 5 presentations',
      'seen.secrets.yaml: the ids of unknown-card-1 (mode 0600)',
      'replayed on the virtual lane: pass',
    ])
    expect(terminal.code).toBe(0)
    const text = await readFile(join(rig.folder, 'seen.yaml'), 'utf8')
    const [, steps = ''] = text.split('steps:\n')
    const granted = 'expect: { decision: granted, reader: home/front-door, reason: ALLOWED, user: Anna@Office'
    expect(
      steps
        .trimEnd()
        .split('\n')
        .map((line) => line.slice('  - { '.length, -' }'.length)),
    ).toEqual([
      'tap: blue-card, reader: home/front-door',
      `${granted}, credential: blue-card, output: Front Strike }`,
      // In the virtual world messages take their milliseconds, too.
      'advance: 90.008s',
      'tap: unknown-card-1, reader: home/front-door',
      'expect: { decision: denied, reader: home/front-door, reason: UNKNOWN_CREDENTIAL, user: nobody }',
      'advance: 0.008s',
      'set-clock: 2026-10-24T01:00:00.000Z, site: home',
      'tap: red-card, reader: home/front-door',
      'expect: { decision: denied, reader: home/front-door, reason: OUTSIDE_SCHEDULE, user: Ben@Office, credential: red-card }',
      'advance: 0.008s',
      'tap: unknown-card-1, reader: home/front-door',
      'expect: { decision: denied, reader: home/front-door, reason: UNKNOWN_CREDENTIAL, user: nobody }',
      'advance: 0.008s',
      'touch: blue-button, reader: home/side-door',
      'expect: { decision: granted, reader: home/side-door, reason: ALLOWED, user: Anna@Office, credential: blue-button, output: Side Door }',
    ])
  })

  test('keeps the ids of cards that the rig file does not name in a file of mode 0600, and nowhere else', async () => {
    const rig = await aRunningRig()
    const terminal = await recording(rig, taps, '--json', '--for', '3s')
    const secrets = join(rig.folder, 'seen.secrets.yaml')
    expect((await stat(secrets)).mode & 0o777).toBe(0o600)
    expect(await readFile(secrets, 'utf8')).toBe(`credentials:\n  unknown-card-1:\n    tag: ${UNKNOWN}\n`)
    const shown = [...terminal.printed, ...terminal.told, await readFile(join(rig.folder, 'seen.yaml'), 'utf8')].join()
    for (const id of [UNKNOWN, BLUE_CARD]) expect(shown.replaceAll(/[ :.-]/g, '')).not.toContain(id.replaceAll(' ', ''))
    expect(JSON.parse(terminal.printed.join())).toMatchObject({
      ...{ file: 'seen.yaml', secrets: 'seen.secrets.yaml', presentations: 5, unknown: ['unknown-card-1'] },
      verdict: 'pass',
    })
  })

  test('says so, with exit code 1, where the replay tells something else: the program was edited', async () => {
    const rig = await aRunningRig()
    await rig.client.call('revoke', { principal: 'Anna@Office', object: 'home/access:Front Door', app: true })
    const terminal = await recording(rig, (client) => client.call('tap', { reader: DOOR, tag: 'blue-card' }))
    expect(terminal.printed.at(-1)).toBe('replayed on the virtual lane: fail')
    expect(terminal.told.join()).toContain('expected denied, at home/front-door')
    expect(terminal.told.join()).toContain('What was edited since it was started')
    expect(terminal.code).toBe(1)
  })

  test('keeps what was recorded when the rig goes', async () => {
    const rig = await aRunningRig()
    const terminal = await recording(
      rig,
      async (client, { told }) => {
        await client.call('tap', { reader: DOOR, tag: 'blue-card' })
        await vi.waitFor(() => expect(told).toContain('home/front-door  blue-card  granted'))
        await rig.server[Symbol.asyncDispose]()
      },
      '--for',
      '1m',
    )
    expect(terminal.told.join()).toContain('the rig has gone')
    expect(terminal.printed[0]).toBe('seen.yaml: 1 presentation')
  })

  test('begins nothing where the file is there already, and writes none where nothing was held anywhere', async () => {
    const rig = await aRunningRig()
    const nothing = await recording(rig, async () => {}, '--for', '100ms')
    expect([nothing.code, nothing.told.at(-1)]).toEqual([2, expect.stringMatching(/^NOT_FOUND: nothing was decided/)])
    await writeFile(join(rig.folder, 'seen.yaml'), 'mine')
    const taken = await recording(rig, async () => {}, '--for', '100ms')
    expect([taken.code, taken.told.at(-1)]).toEqual([2, expect.stringMatching(/^FILE_UNREADABLE: .* is there already/)])
    expect(await readFile(join(rig.folder, 'seen.yaml'), 'utf8')).toBe('mine')
  })

  test.for(['0s', '5', '2d', 'soon'])('refuses --for %s', async (text) => {
    const terminal = aTerminal({ folder: tmpdir() })
    await runCli(['record', 'never.yaml', '--for', text], terminal)
    expect(terminal.code).toBe(2)
  })
})
