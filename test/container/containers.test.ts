import { execFile } from 'node:child_process'
import { readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { type ExecResult, Network, type StartedTestContainer } from 'testcontainers'
import { afterAll, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { localRigClient } from '../../rigs/control/local.ts'
import { compareStories, printDifference } from '../../rigs/evidence/compare-stories.ts'
import { latenciesOf } from '../../rigs/evidence/latency.ts'
import { storyOf } from '../../rigs/evidence/story.ts'
import { whateverTheReader } from '../../rigs/evidence/whatever-the-reader.ts'
import { VERSION } from '../../rigs/factory/version.ts'
import type { LiveEstate } from '../../rigs/lanes/live/estate.ts'
import { openLiveRig, type Rig } from '../../rigs/open.ts'
import { Opened } from '../../rigs/opened.ts'
import { OWNER, openContainers } from '../../rigs/placements/containers.ts'
import { loadScenario } from '../../rigs/scenario/read.ts'
import { openPty } from '../../rigs/scenario/readers/pty.ts'
import { readerChoice } from '../../rigs/scenario/readers/reader-choice.ts'
import { runScenario } from '../../rigs/scenario/run.ts'
import { ROOT } from '../../scripts/source/files.ts'
import type { Notice } from '../../sim/io/notice.ts'
import type { BusMessage } from '../../sim/protocol/bus/message.ts'
import { aFolder } from '../helpers/a-live-rig.ts'
import { twoSitesFile } from '../helpers/two-sites.ts'
import { type DeviceContainers, deviceContainers } from './device-containers.ts'
import { type Engine, openEngine } from './engine.ts'
import { forbidden } from './forbidden-secrets.ts'
import { strikeStates } from './strike-states.ts'

/** A first run makes the base image. */
const PREPARED_MS = 270_000

/** Longer than the pulse of the default lab. */
const PULSE_MS = 10_000

const GRACE_MS = 10_000

const IMAGE = `loxrig:${VERSION}`

describe('the default lab with every device in a container of its own', () => {
  const opened = new Opened()
  const notices: Notice[] = []
  let engine: Engine
  let devices: DeviceContainers
  let rig: Rig<LiveEstate>

  beforeAll(async () => {
    process.env.TESTCONTAINERS_RYUK_DISABLED = 'true'
    engine = opened.use(await openEngine())
    await promisify(execFile)('bash', ['scripts/image.sh'], { cwd: ROOT })
    const network = await new Network().start()
    opened.defer(() => network.stop())
    const gateway = await engine.docker(
      'network',
      'inspect',
      '--format',
      '{{(index .IPAM.Config 0).Gateway}}',
      network.getName(),
    )
    devices = deviceContainers(IMAGE, network)
    const directory = await aFolder()
    opened.defer(() => rm(directory, { recursive: true, force: true }))
    const options = { placement: 'container', listen: gateway, directory, trusts: true } as const
    const onNotice = (notice: Notice): void => void notices.push(notice)
    rig = opened.use(await openLiveRig(twoSitesFile(), { ...options, elsewhere: devices, onNotice, onStep: () => {} }))
  }, PREPARED_MS)

  afterAll(() => opened[Symbol.asyncDispose]())

  const containerOf = (name: string): StartedTestContainer => {
    const container = devices.containers.get(name)
    if (container === undefined) throw new TypeError(`no container of ${name}`)
    return container
  }
  const sh = (name: string, script: string): Promise<ExecResult> => containerOf(name).exec(['sh', '-c', script])

  test('a tap on the keypad in one container makes the Miniserver in another pulse the door', async () => {
    const seen = await strikeStates(rig.estate)
    const decision = await localRigClient(rig.context).call('tap', { reader: 'home/front-door', tag: 'blue-card' })
    // Anna is a user of Office: its container and Home's have found each other by their names.
    expect(decision).toMatchObject({ outcome: 'granted', user: { name: 'Anna', origin: { name: 'Office' } } })
    const pulse = [true, false].map((value) => ({ isRetained: false, value }))
    await vi.waitFor(() => expect(seen.filter(({ isRetained }) => !isRetained)).toEqual(pulse), PULSE_MS)
    const later = await strikeStates(rig.estate)
    await vi.waitFor(() => expect(later).toEqual([{ isRetained: true, value: false }]), PULSE_MS)
  })

  test('a reader of this machine serves the keypad in its container: over the bus, sealed, and back to its simulated source', async () => {
    const reader = await openPty()
    onTestFinished(() => reader[Symbol.asyncDispose]())
    const client = localRigClient(rig.context)
    const said: BusMessage[] = []
    onTestFinished(rig.estate.observe((message) => void said.push(message)))
    await client.call('attach', { source: 'serial', reader: 'home/front-door', path: reader.path })
    const decided = rig.estate.next(({ channel }) => channel === 'decision', GRACE_MS, 'nothing was decided')
    reader.say(Buffer.from('04A1B2C3D4E580\r\n'))
    expect(await decided).toMatchObject({ site: 'home', data: { outcome: 'granted', user: { name: 'Anna' } } })
    const event = said.find(({ channel }) => channel === 'event')
    expect(event).toMatchObject({ device: 'front-door', data: { source: 'serial', sealed: expect.any(String) } })
    expect(JSON.stringify(said)).not.toMatch(/04 ?A1 ?B2 ?C3/i)
    await client.call('detach', { reader: 'home/front-door' })
    const tapped = await client.call('tap', { reader: 'home/front-door', tag: 'blue-card' })
    expect(tapped).toMatchObject({ outcome: 'granted' })
  })

  test('each device has a container, and says on the bus that it runs in one', () => {
    const placements = [...rig.estate.retained()].flatMap((message) =>
      message.channel === '$description' ? [[`${message.site}/${message.device}`, message.data.placement]] : [],
    )
    expect(Object.fromEntries(placements)).toEqual(
      Object.fromEntries([...devices.containers.keys()].map((name) => [name, 'container'])),
    )
    expect(new Set([...devices.containers.values()].map((each) => each.getId())).size).toBe(7)
  })

  test('a container holds the secrets of its own bundle and of no other', async () => {
    for (const [name, bundle] of devices.bundles) {
      const { output } = await sh(name, 'cat /run/loxrig/bundle.json; env; ls /run/loxrig')
      expect(output).toContain(bundle.bus.password)
      const secrets = [...devices.bundles.values()].flatMap((other) => forbidden(bundle, other))
      expect([name, secrets.filter((secret) => output.includes(secret))]).toEqual([name, []])
      expect(output.trimEnd().split('\n').at(-1)).toBe('bundle.json')
    }
  })

  test('a device is no root, and writes nowhere but to its state', async () => {
    const { output } = await sh('home/front-door', 'id -u; stat -c "%u %a" /run/loxrig/bundle.json')
    expect(output.trim().split('\n')).toEqual([`${OWNER.uid}`, `${OWNER.uid} 600`])
    for (const path of ['/app/x', '/run/loxrig/bundle.json', '/tmp/x']) {
      const { exitCode, stderr } = await sh('home/miniserver', `echo x >> ${path}`)
      expect([path, exitCode, stderr]).toEqual([path, 2, expect.stringContaining('Read-only file system')])
    }
    expect(await sh('home/miniserver', 'ls /var/lib/loxrig')).toMatchObject({ output: 'store\n' })
  })

  test('the image runs a device, says how to end it, and its health check finds the device well', async () => {
    const { Config: config } = JSON.parse(await engine.docker('image', 'inspect', '--format', '{{json .}}', IMAGE))
    expect(config).toMatchObject({
      User: '1000:1000',
      Entrypoint: ['node', 'dist/rigs/cli/main.js'],
      Cmd: ['device', '/run/loxrig/bundle.json'],
      StopSignal: 'SIGTERM',
      Labels: { 'org.opencontainers.image.version': VERSION },
    })
    const [kind, ...check] = config.Healthcheck.Test as string[]
    expect(kind).toBe('CMD')
    for (const name of ['home/front-door', 'home/miniserver']) {
      expect([name, (await containerOf(name).exec(check)).exitCode]).toEqual([name, 0])
    }
  })

  test.for(['office/front-door', 'office/miniserver'])(
    'SIGTERM ends %s within its grace, with a goodbye',
    async (name) => {
      const gone = rig.estate.next(
        ({ channel, site, device, data }) =>
          channel === '$state' && `${site}/${device}` === name && data === 'disconnected',
        GRACE_MS,
        `${name} did not say goodbye`,
      )
      const id = containerOf(name).getId()
      await engine.docker('stop', '--time', `${GRACE_MS / 1_000}`, id)
      await gone
      expect(await engine.docker('inspect', '--format', '{{.State.Status}} {{.State.ExitCode}}', id)).toBe('exited 0')
    },
  )

  test('nothing went wrong on the way', () => {
    expect(notices).toEqual([])
  })

  test('the first lab tells the same story on the lane containers as in the virtual world, and leaves nothing', async () => {
    const scenario = loadScenario(resolve('test/scenarios/first-lab.yaml'))
    const virtual = await runScenario(scenario, { lane: 'virtual', seed: 1 })
    const contained = await runScenario(scenario, { lane: 'containers', seed: 1 })
    expect(contained.failure).toBeUndefined()
    const differences = compareStories(storyOf(virtual.records), storyOf(contained.records))
    expect(differences.map((each) => printDifference(each, ['virtual', 'containers']))).toEqual([])
    expect(await engine.docker('ps', '--all', '--quiet', '--filter', 'label=loxrig.device')).toBe('')
    expect(await engine.docker('network', 'ls', '--quiet', '--filter', 'name=^loxrig-')).toBe('')
  })

  test('a scenario tells the same story in containers when its readers stand on the serial stack of this machine', async () => {
    const scenario = loadScenario(resolve('test/scenarios/catalogue/c78-deny-beats-always.yaml'))
    const readers = [readerChoice('vienna/front-door=pty')]
    const virtual = await runScenario(scenario, { lane: 'virtual', seed: 1 })
    const contained = await runScenario(scenario, { lane: 'containers', seed: 1, readers })
    expect(contained.failure).toBeUndefined()
    const [left, right] = [virtual, contained].map(({ records }) => whateverTheReader(storyOf(records)))
    expect(left === undefined || right === undefined ? [] : compareStories(left, right)).toEqual([])
    expect(latenciesOf(contained.records)).toMatchObject([{ reader: 'vienna/front-door', presentations: 2 }])
  })

  test('a rig that runs as a whole in a container reads from a serial port that is mapped into it', async () => {
    const reader = await openPty()
    onTestFinished(() => reader[Symbol.asyncDispose]())
    const folder = await aFolder()
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const source = 'source: { kind: serial, path: /dev/ttyUSB0 }'
    const text = await readFile('rigs/two-sites.yaml', 'utf8')
    await writeFile(
      `${folder}/rig.yaml`,
      text.replace('variant: air, source: { kind: simulated }', `variant: air, ${source}`),
    )
    const id = await engine.docker(
      ...['run', '--detach', '--user', '0:0', '--tmpfs', '/lab', '--workdir', '/lab'],
      ...['--volume', `${folder}/rig.yaml:/rig.yaml:ro`, '--volume', `${await realpath(reader.path)}:/dev/ttyUSB0`],
      ...['--entrypoint', 'node', IMAGE, '/app/dist/rigs/cli/main.js', 'up', '/rig.yaml'],
    )
    onTestFinished(async () => void (await engine.docker('rm', '--force', '--volumes', id)))
    await vi.waitFor(async () => expect(await engine.docker('logs', id)).toContain('rig ready'), PREPARED_MS)
    reader.say(Buffer.from('04A1B2C3D4E580\r\n'))
    const loxrig = (...words: string[]) => engine.docker('exec', id, 'node', '/app/dist/rigs/cli/main.js', ...words)
    const isOpened = async (): Promise<void> =>
      expect(await loxrig('history', 'home/front-door')).toContain('Anna@Office')
    await vi.waitFor(isOpened, { timeout: PULSE_MS, interval: 500 })
  })

  test('a container that ends unasked is told of as DEVICE_OFFLINE, and one that is asked is not', async () => {
    const told: Notice[] = []
    const directory = await aFolder()
    onTestFinished(() => rm(directory, { recursive: true, force: true }))
    {
      await using containers = await openContainers()
      const { gateway, elsewhere } = containers
      await using _rig = await openLiveRig(twoSitesFile(), {
        ...{ placement: 'container', listen: gateway, elsewhere, directory, trusts: false },
        ...{ onNotice: (notice) => void told.push(notice), onStep: () => {} },
      })
      await engine.docker('kill', await engine.docker('ps', '--quiet', '--filter', 'label=loxrig.device=home/gate'))
      const gone = { code: 'DEVICE_OFFLINE', message: 'home/gate: its container ended' }
      await vi.waitFor(() => expect(told).toContainEqual(gone), GRACE_MS)
    }
    expect(told.filter(({ message }) => message.endsWith('its container ended'))).toHaveLength(1)
  })

  test('an image that is not there is named, with the command that makes it', async () => {
    await expect(openContainers('loxrig:none')).rejects.toMatchObject({
      code: 'READER_ABSENT',
      message: 'the image loxrig:none is not there; make it with: make image',
    })
  })
})
