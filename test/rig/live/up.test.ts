import { existsSync } from 'node:fs'
import { readFile, rm, stat } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { cardPath, rigFolder } from '../../../rigs/card.ts'
import { isAlive } from '../../../rigs/cli/alive.ts'
import {
  addressesOn,
  aFolder,
  aLiveRig,
  beside,
  cardIn,
  isListening,
  type LiveRig,
  RIG,
} from '../../helpers/a-live-rig.ts'
import { LOXRIG, LoxrigProcess, runLoxrig, startLoxrig } from '../../helpers/a-loxrig-process.ts'
import { takePorts } from './taken-ports.ts'

const aTemporaryFolder = async (): Promise<string> => {
  const folder = await aFolder()
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** No process, no port, no card, nothing that would keep the next one from starting. */
const expectNothingLeft = async (folder: string, { pid, ...card }: LiveRig['card']): Promise<void> => {
  expect(isAlive(pid)).toBe(false)
  expect(await Promise.all(addressesOn({ pid, ...card }).map(isListening))).not.toContain(true)
  expect(existsSync(cardPath(folder, RIG))).toBe(false)
  expect(existsSync(`${rigFolder(folder, RIG)}/pid`)).toBe(false)
}

describe('a rig that is up', () => {
  let rig: LiveRig
  beforeAll(async () => {
    rig = await aLiveRig()
  })
  afterAll(() => rig[Symbol.asyncDispose]())

  test('begins what it prints with "rig ready", and a table of what runs where', () => {
    const { up, card } = rig
    expect(up.stdout).toMatch(/^rig ready {2}two-sites {2}live, process \d+, after \d+\.\d\d s\n\n/)
    for (const [site, { name, internal, external }] of Object.entries(card.miniservers)) {
      const addresses = `${internal.http} +${internal.https} +external ${external?.https}`
      expect(up.lines(new RegExp(`^  ${site} +Miniserver ${name} +${addresses}$`))).toHaveLength(1)
    }
    for (const device of Object.keys(card.devices)) expect(up.lines(new RegExp(`^  ${device} `))).toHaveLength(1)
    expect(up.lines(new RegExp(`^  bus +MQTT broker +${card.bus.url} +loxrig/two-sites$`))).toHaveLength(1)
    expect(up.lines(new RegExp(`^  control +rig API +${card.control.url}$`))).toHaveLength(1)
  })

  test('tells its steps with their times on standard error, and keeps logins to itself where nobody reads', () => {
    const { up, card } = rig
    expect(up.stderr).toMatch(/^\+\d+\.\d\d s {2}certificates$/m)
    expect(up.stdout).toContain(`logins: see ${cardPath(rig.folder, RIG)}\n`)
    const secrets = [
      card.bus.password,
      card.control.token,
      ...Object.values(card.miniservers).flatMap(({ users }) => users.map(({ password }) => password)),
    ]
    for (const secret of secrets) expect(up.stdout + up.stderr).not.toContain(secret)
  })

  test('prints three lines to paste into a second terminal, which work there', async () => {
    const hints = rig.up.lines(/^ {2}npx loxrig /).map((line) => line.trim())
    expect(hints).toEqual([
      'npx loxrig tap home/front-door blue-card',
      'npx loxrig explain Anna@Office "home/access:Front Door"',
      'npx loxrig watch',
    ])
    const [tap, explain, watch] = hints.map((hint) => {
      const words = hint.replace('npx loxrig', `exec "${process.execPath}" "${LOXRIG}"`)
      return new LoxrigProcess('sh', ['-c', words], { folder: rig.folder })
    })
    expect(await tap?.ended).toMatchObject({ code: 0, stdout: expect.stringMatching(/^granted {2}home\/front-door/) })
    expect(await explain?.ended).toMatchObject({ code: 0, stdout: expect.stringContaining('Anna@Office') })
    await watch?.says(/^watching two-sites; Ctrl-C ends it$/)
    await watch?.end('SIGINT')
  })

  test('has a rig card for its owner alone, of the published shape', async () => {
    const path = cardPath(rig.folder, RIG)
    expect((await stat(path)).mode & 0o777).toBe(0o600)
    const card = JSON.parse(await readFile(path, 'utf8'))
    const address = (scheme: string, path = '') =>
      expect.stringMatching(new RegExp(`^${scheme}://127\\.0\\.0\\.1:\\d+${path}$`))
    expect(card).toEqual({
      rig: 'two-sites',
      pid: rig.up.pid,
      lane: 'live',
      file: expect.stringMatching(/^\/.*\/rigs\/two-sites\.yaml$/),
      startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      bus: {
        url: address('mqtt'),
        username: 'observer',
        password: expect.any(String),
        prefix: 'loxrig/two-sites',
      },
      control: { url: address('http', '/rig/v1/'), token: expect.any(String) },
      ca: expect.stringContaining(rig.folder),
      miniservers: { office: expect.any(Object), home: expect.any(Object) },
      devices: expect.any(Object),
    })
    expect(card.miniservers.office).toEqual({
      serial: '504F94A00001',
      name: 'Office',
      miniserverType: 2,
      firmware: expect.stringMatching(/^16\.0\./),
      internal: { http: address('http'), https: address('https') },
      external: { https: address('https') },
      users: expect.arrayContaining([
        { name: 'admin', password: expect.any(String), hashAlg: 'SHA256' },
        { name: 'Otto', password: expect.any(String), hashAlg: 'SHA1' },
      ]),
    })
    expect(card.devices['home/front-door']).toEqual({
      kind: 'nfc-code-touch',
      control: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{16}$/),
      placement: 'in-process',
      source: 'simulated',
    })
    expect(await readFile(card.ca, 'utf8')).toMatch(/^-----BEGIN CERTIFICATE-----/)
  })

  test('is said to be up to whoever starts it again, and goes on undisturbed', async () => {
    const again = await rig.run('up')
    expect(again.code).toBe(2)
    expect(again.stderr).toContain(
      `RIG_RUNNING: rig two-sites is up already, process ${rig.up.pid}; stop it: npx loxrig down --rig two-sites\n`,
    )
    expect(await cardIn(rig.folder)).toEqual(rig.card)
    expect((await rig.run('tap', 'home/front-door', 'blue-card', '--expect', 'granted')).code).toBe(0)
  })
})

describe('the end of a rig', () => {
  test.for([
    ['SIGINT', 130],
    ['SIGTERM', 0],
  ] as const)('by %s is clean, with exit code %i: no process, no port, no card is left', async ([signal, code]) => {
    const folder = await aTemporaryFolder()
    await using rig = await aLiveRig({ folder })
    expect(await Promise.all(addressesOn(rig.card).map(isListening))).not.toContain(false)
    const ended = await rig.up.end(signal)
    expect(ended.code).toBe(code)
    expect(ended.stderr).toMatch(/^stopping two-sites\nstopped\n$/m)
    await expectNothingLeft(folder, rig.card)
  })

  test('by force leaves a card that counts for nothing, and is replaced with one line of notice', async () => {
    const folder = await aTemporaryFolder()
    await using killed = await aLiveRig({ folder })
    await killed.up.end('SIGKILL')
    expect(await cardIn(folder)).toEqual(killed.card)
    expect((await killed.run('status')).stderr).toMatch(/^NO_RIG: /)

    await using rig = await aLiveRig({ folder })
    const notice = `the card of process ${killed.up.pid} is replaced: it ended without removing it`
    expect(rig.up.stderr.split('\n').filter((line) => line.includes(String(killed.up.pid)))).toEqual([notice])
    expect(rig.card.pid).toBe(rig.up.pid)
    expect((await rig.run('tap', 'home/front-door', 'blue-card', '--expect', 'granted')).code).toBe(0)
  })
})

describe('loxrig up', () => {
  test('moves from taken ports to free ones, and says on card and table where it is', async () => {
    await takePorts(1883, 8080, 7101)
    await using rig = await aLiveRig()
    const { bus, control, miniservers } = rig.card
    expect(bus.url).not.toBe('mqtt://127.0.0.1:1883')
    expect(control.url).not.toBe('http://127.0.0.1:8080/rig/v1/')
    expect(miniservers.office?.internal.http).not.toBe('http://127.0.0.1:7101')
    expect(new Set(addressesOn(rig.card)).size).toBe(addressesOn(rig.card).length)
    expect(rig.up.stdout).toContain(bus.url)
    expect((await rig.run('tap', 'office/front-door', 'blue-card', '--expect', 'granted')).code).toBe(0)
  })

  test('started twice at the same moment comes up once', async () => {
    const folder = await aTemporaryFolder()
    await using first = startLoxrig({ folder, words: ['up'] })
    await using second = startLoxrig({ folder, words: ['up'] })
    const loser = await Promise.race([first.ended, second.ended])
    expect(loser.code).toBe(2)
    expect(loser.stderr).toContain('RIG_RUNNING: ')
    const winner = first.isRunning ? first : second
    await winner.says(/^rig ready/)
    expect((await cardIn(folder)).pid).toBe(winner.pid)
  })

  test('with --detach returns when the rig is ready, and loxrig down when it is gone', async () => {
    const folder = await aTemporaryFolder()
    const { run } = beside(folder)
    const up = await run('up', '--detach')
    onTestFinished(async () => void (await run('down')))
    expect(up).toMatchObject({ code: 0, stdout: expect.stringMatching(/^rig ready {2}two-sites/) })
    const card = await cardIn(folder)
    expect(isAlive(card.pid)).toBe(true)
    expect((await run('tap', 'home/front-door', 'blue-card', '--expect', 'granted')).code).toBe(0)

    expect(await run('down')).toEqual({ code: 0, stdout: 'rig two-sites has stopped\n', stderr: '' })
    await expectNothingLeft(folder, card)
    expect(await run('down')).toMatchObject({ code: 2, stderr: expect.stringMatching(/^NO_RIG: /) })
  })

  test('prints the logins on a terminal, and Ctrl-C typed there ends it with 130', async () => {
    const folder = await aTemporaryFolder()
    // util-linux's script: a terminal that passes on what is typed and how its command ended.
    const command = `"${process.execPath}" "${LOXRIG}" up`
    await using up = new LoxrigProcess('script', ['-qefc', command, '/dev/null'], { folder })
    await up.says(/npx loxrig watch/)
    const card = await cardIn(folder)
    const { users = [] } = card.miniservers.home ?? {}
    for (const { name, password } of users) {
      expect(up.lines(new RegExp(`^ *home +${name} +${password} `))).toHaveLength(1)
    }
    expect(up.stdout).toContain(card.bus.password)
    expect(up.stdout).not.toContain(card.control.token)

    up.child.stdin?.write('\x03')
    expect((await up.ended).code).toBe(130)
    await expectNothingLeft(folder, card)
  })

  test('of a file with faults says them and leaves nothing', async () => {
    const folder = await aTemporaryFolder()
    const { code, stderr } = await runLoxrig({ folder, words: ['up', 'missing.yaml'] })
    expect(code).toBe(2)
    expect(stderr).toMatch(/^FILE_UNREADABLE|RIG_INVALID/m)
    expect(existsSync(`${folder}/.loxrig`)).toBe(false)
  })
})
