import { describe, expect, test } from 'vitest'
import { entriesOf, shownKeys } from '../../../rigs/control/keys.ts'
import { loadRigFile } from '../../../rigs/rig-file/read.ts'
import { aLab } from '../../helpers/a-lab.ts'

describe('keys as people write them', () => {
  test('are told apart by tick and bell', () => {
    expect(entriesOf(' 3 tick 4711 TICK 12 bell 7')).toEqual([
      { keys: ['3', 'tick'], end: 'tick' },
      { keys: ['4', '7', '1', '1', 'tick'], end: 'tick' },
      { keys: ['1', '2', 'bell'], end: 'bell' },
      { keys: ['7'], end: 'digits' },
    ])
  })

  test.for(['', 'hash', '12 34x tick', '1'.repeat(65)])('and refused where there is no such key: %j', (text) => {
    expect(() => entriesOf(text)).toThrow(expect.objectContaining({ code: 'USAGE' }))
    expect(() => entriesOf(text)).not.toThrow(/34x/)
  })

  test.for([
    ['4711 tick', '•••• tick'],
    ['3 tick 4711 tick', '3 tick •••• tick'],
    ['12 bell', '12 bell'],
    ['4711', '••••'],
    ['12 tick bell', '•• tick bell'],
    ['47 11 bell', '•• 11 bell'],
  ])('I3: are shown without what may be a code: %s as %s', ([text = '', shown]) => {
    expect(shownKeys(text)).toBe(shown)
  })
})

describe('key', () => {
  const DOOR = 'home/front-door'

  test('answers each tick and bell with what came of it: a decision with its reasons, an output, Bsel', async () => {
    const { client } = await aLab()
    await client.call('user-edit', { site: 'home', user: 'Hugo', code: '4711', app: true })
    await client.call('grant', { principal: 'Hugo', object: 'home/access:Front Door', app: true })
    const { reader, answers } = await client.call('key', {
      reader: 'Home/Front-Door',
      keys: '1 tick 4711 tick 12 bell',
    })
    expect(reader).toBe(DOOR)
    expect(answers).toMatchObject([
      { answer: 'selected', output: 1 },
      { answer: 'decided', decision: { outcome: 'granted', user: { name: 'Hugo' }, credential: { kind: 'code' } } },
      { answer: 'rang', bsel: 12 },
    ])
    expect(JSON.stringify(answers)).not.toContain('4711')
  })

  test('says that digits wait for more, and of a locked keypad that it is dead', async () => {
    const { client } = await aLab()
    const last = async (keys: string) => (await client.call('key', { reader: DOOR, keys })).answers.at(-1)?.answer
    expect(await last('12')).toBe('typed')
    for (let entry = 0; entry < 15; entry++) await client.call('key', { reader: DOOR, keys: '998877 tick' })
    expect([await last('12'), await last('4711 tick'), await last('bell')]).toEqual(['dead', 'dead', 'dead'])
  })

  test('is for keypads, and says what is done at another reader', async () => {
    const { client } = await aLab()
    const refused = client.call('key', { reader: 'home/side-door', keys: '12 bell' })
    await expect(refused).rejects.toMatchObject({ code: 'UNSUPPORTED', message: expect.stringContaining('touch') })
    await expect(client.call('key', { reader: 'home/backdoor', keys: '12 bell' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    })
  })

  test('a battery that is nearly empty and somebody who tampers are noticed by the Miniserver', async () => {
    const { client, rig } = await aLab()
    const notices: string[] = []
    rig.estate.observe((message) => {
      if (message.channel === 'notice') notices.push(`${message.name} ${String(message.data.device)}`)
    })
    await client.call('battery-low', { reader: DOOR })
    await client.call('tamper', { reader: DOOR })
    expect(notices).toEqual(['device-battery-low front-door', 'device-tampered front-door'])
  })

  test('what can happen to a device happens, and of what cannot it is said why', async () => {
    const { client, rig } = await aLab()
    const offline: unknown[] = []
    rig.estate.observe((message) => {
      if (message.channel === 'notice' && message.name.startsWith('device-'))
        offline.push([message.name, message.data.device])
    })
    for (const [reader, device] of [
      ['home/front-door', 'front-door'],
      ['home/side-door', 'one-wire'],
      ['home/gate', 'gate'],
    ] as const) {
      offline.length = 0
      await client.call('unplug', { reader })
      await expect(client.call('unplug', { reader })).rejects.toMatchObject({ code: 'USAGE' })
      await rig.estate.settled()
      await client.call('plug', { reader })
      await expect(client.call('plug', { reader })).rejects.toMatchObject({ code: 'USAGE' })
      await rig.estate.settled()
      expect(offline).toEqual([
        ['device-offline', device],
        ['device-online', device],
      ])
    }
    await client.call('tamper', { reader: 'home/gate' })
    expect(offline.at(-1)).toEqual(['device-tampered', 'gate'])
    for (const [happening, reader] of [
      ['battery-low', 'home/gate'],
      ['battery-low', 'home/side-door'],
      ['tamper', 'home/side-door'],
    ] as const)
      await expect(client.call(happening, { reader })).rejects.toMatchObject({
        code: 'UNSUPPORTED',
        message: expect.stringContaining('which'),
      })
    await expect(client.call('unplug', { reader: 'home/backdoor' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  test('P-254: a dummy stands in Config only: nothing is held to it, typed at it or done to it', async () => {
    const file = structuredClone(loadRigFile('test/scenarios/rigs/doors.yaml'))
    const { devices } = file.sites.home as NonNullable<(typeof file.sites)[string]>
    Object.assign(devices?.cellar ?? {}, { dummy: true })
    const { client, rig } = await aLab({ file, trusts: false })
    const reader = 'home/cellar'
    const refused = { code: 'DEVICE_OFFLINE', message: expect.stringContaining('dummy') }
    await expect(client.call('tap', { reader, tag: 'blue-card' })).rejects.toMatchObject(refused)
    await expect(client.call('key', { reader, keys: 'bell' })).rejects.toMatchObject(refused)
    await expect(client.call('unplug', { reader })).rejects.toMatchObject(refused)
    await expect(client.call('learn', { reader })).rejects.toMatchObject(refused)
    expect((await client.call('history', { reader })).entries).toEqual([])
    expect(rig.estate.sites.get('home')?.units.has('cellar')).toBe(false)
  })

  test('P-250: a number beyond O6 that was selected is said to be one, and not which', async () => {
    const file = loadRigFile('test/scenarios/rigs/doors.yaml')
    const { client } = await aLab({ file, trusts: false })
    const { answers } = await client.call('key', { reader: 'home/hotel', keys: '1234 tick' })
    expect(answers).toEqual([{ answer: 'selected' }])
  })
})
