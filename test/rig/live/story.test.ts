import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aLiveRig, type LiveRig } from '../../helpers/a-live-rig.ts'
import { startLoxrig } from '../../helpers/a-loxrig-process.ts'

const DOOR = 'home/access:Front Door'
const YELLOW_CARD = '04 5C 3F 1E 2D 7A 84'

let rig: LiveRig
beforeAll(async () => {
  rig = await aLiveRig()
})
afterAll(() => rig[Symbol.asyncDispose]())

/** What one command line prints; it succeeds. */
const typed = async (...words: string[]): Promise<string> => {
  const { code, stdout, stderr } = await rig.run(...words)
  expect([words.join(' '), code, stderr]).toEqual([words.join(' '), 0, ''])
  return stdout
}

const atHomesDoor = (): Promise<unknown> => rig.json('tap', 'home/front-door', YELLOW_CARD)

describe('what a person types, one command line after the other', () => {
  test("R41, R43: shares Office's new user to Home, who is denied there until Home grants access and saves", async () => {
    await typed('config', 'load', 'office')
    await typed('user', 'add', 'office', 'Dora', '--tag', YELLOW_CARD, '--password', 'dora-secret')
    await typed('grant', 'Dora', 'office/access:Front Door')
    expect(await rig.json('tap', 'office/front-door', YELLOW_CARD)).toMatchObject({ reason: 'UNKNOWN_CREDENTIAL' })
    await typed('config', 'save', 'office')
    expect(await rig.json('tap', 'office/front-door', YELLOW_CARD)).toMatchObject({
      outcome: 'granted',
      user: { name: 'Dora' },
    })

    await typed('config', 'load', 'home')
    expect(await typed('trust', 'users', 'home', '--from', 'office')).toMatch(/^Dora/m)
    await typed('trust', 'users', 'home', '--from', 'office', '--add', 'Dora')
    expect(await atHomesDoor()).toMatchObject({ outcome: 'denied', reason: 'UNKNOWN_CREDENTIAL' })
    await typed('config', 'save', 'home')
    const denied = await rig.run('tap', 'home/front-door', YELLOW_CARD, '--expect', 'denied')
    expect(denied).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^denied .*Dora@Office\n.*\n.*NOT_CONFIGURED/),
    })

    await typed('config', 'load', 'home')
    await typed('grant', 'Dora@Office', DOOR)
    expect(await atHomesDoor()).toMatchObject({ outcome: 'denied', reason: 'NOT_CONFIGURED' })
    await typed('config', 'save', 'home')
    expect(await atHomesDoor()).toMatchObject({
      outcome: 'granted',
      user: { name: 'Dora', origin: { serial: '504F94A00001', name: 'Office' } },
      paths: [{ effect: 'allow', path: 'U:Dora@Office' }],
      trust: { origin: '504F94A00001', epoch: 1 },
      effects: expect.arrayContaining([{ type: 'pulse', output: 'O1', name: 'Front Strike', pulseMs: 3000 }]),
    })
  })

  test('is answered with the decision, its reasons and the pulse, in lines for people', async () => {
    const lines = (await typed('tap', 'home/front-door', 'blue-card')).split('\n')
    expect(lines[0]).toBe('granted  home/front-door  Front Door  Anna@Office')
    const said = lines.slice(1).map((line) => line.trim().split(/ {2,}/))
    expect(said).toEqual(
      expect.arrayContaining([
        ['tag', "blue-card (Anna's)"],
        ['path', 'U:Anna@Office', 'schedule Always'],
        ['trust', expect.stringMatching(/^Office epoch 1 seq \d+$/)],
        ['pulse', 'O1 Front Strike 3 s'],
      ]),
    )
  })

  test('is explained: the same reasons before anybody comes', async () => {
    const explanation = await typed('explain', 'Dora@Office', DOOR)
    expect(explanation).toMatch(/^granted {2}home\/access:Front Door {2}Dora@Office\n/)
    expect(explanation).toContain('U:Dora@Office')
    expect(await typed('explain', 'Dora@Office', 'home/access:Side Door')).toContain('NOT_CONFIGURED')
    expect(await typed('explain', 'Anna@Office', '--site', 'home')).toContain('Front Door')
  })

  test('is in the history of the block, newest first', async () => {
    await typed('tap', 'home/front-door', 'green-card')
    await typed('tap', 'home/front-door', 'blue-card')
    const { entries } = (await rig.json('history', 'home/front-door')) as { entries: unknown[] }
    expect(entries.slice(0, 2)).toEqual([
      expect.objectContaining({ output: 1, user: 'Anna@Office', description: 'blue-card' }),
      expect.objectContaining({ output: -1, reason: 'UNKNOWN_CREDENTIAL' }),
    ])
    expect(await typed('history', 'home/front-door')).toMatch(/\n\S+ \S+ {2}granted +O1 +Anna@Office +blue-card *\n/)
  })

  test('is watched from elsewhere, as JSON a line each, filtered by type', async () => {
    const words = ['watch', '--json', '--device', 'home/front-door', '--type', 'decision', '--type', 'state/o1']
    await using watch = startLoxrig({ folder: rig.folder, words })
    await watch.says(/^watching two-sites/)
    // Opened before, or opened longer: the output is only said anew when it changes.
    await typed('time', 'advance', '10s')
    await typed('tap', 'office/front-door', 'blue-card')
    await typed('tap', 'home/front-door', 'blue-card')
    const [decision, opened] = await Promise.all([
      watch.says(/"channel":"decision"/),
      watch.says(/^(?=.*"channel":"state").*"value":true/),
    ])
    expect(JSON.parse(decision)).toMatchObject({ site: 'home', data: { outcome: 'granted', user: { name: 'Anna' } } })
    expect(JSON.parse(opened)).toMatchObject({
      device: 'front-door',
      name: 'o1',
      causedBy: JSON.parse(decision).causedBy,
    })
    expect(watch.stdout).not.toContain('"site":"office"')
  })
})

describe('the clocks of a rig', () => {
  test('R119: are set and advanced, and the access schedule goes by them', async () => {
    await typed('time', 'set', 'home', '2026-10-20T07:59')
    expect(await rig.json('tap', 'home/front-door', 'red-card')).toMatchObject({ reason: 'OUTSIDE_SCHEDULE' })
    await typed('time', 'advance', '2m')
    expect(await rig.json('tap', 'home/front-door', 'red-card')).toMatchObject({ outcome: 'granted' })
    await typed('time', 'set', 'home', '2026-10-20T17:00')
    expect(await rig.json('tap', 'home/front-door', 'red-card')).toMatchObject({ reason: 'OUTSIDE_SCHEDULE' })
  })

  test('are shown by site: setting one leaves the other alone, advancing moves both', async () => {
    const clocks = async (...words: string[]): Promise<number[]> => {
      const { clocks } = (await rig.json('time', ...words)) as { clocks: { site: string; utc: string }[] }
      expect(clocks.map(({ site }) => site)).toEqual(['office', 'home'])
      return clocks.map(({ utc }) => Date.parse(utc))
    }
    const [office = 0] = await clocks('show')
    const [officeAfter = 0, home = 0] = await clocks('set', 'home', '2027-03-28T00:30:00Z')
    expect(officeAfter - office).toBeLessThan(60_000)
    expect(home - Date.parse('2027-03-28T00:30:00Z')).toBeLessThan(60_000)
    const [officeLater = 0, homeLater = 0] = await clocks('advance', '1h')
    expect(Math.floor((officeLater - officeAfter) / 3_600_000)).toBe(1)
    expect(Math.floor((homeLater - home) / 3_600_000)).toBe(1)
    // Half past one in Vienna, and an hour later, in summer, half past three.
    expect(await typed('time')).toContain('2027-03-28T03:30')
  })
})

describe('a name that nobody has is answered with a sentence, the nearest name and exit code 2', () => {
  test.for([
    ['a tag', ['tap', 'home/front-door', 'blue-crad'], 'no tag blue-crad', 'blue-card'],
    ['a reader', ['tap', 'home/frontdoor', 'blue-card'], 'no reader home/frontdoor', 'home/front-door'],
    ['a reader of iButtons', ['touch', 'home/sidedoor', 'blue-button'], 'no reader home/sidedoor', 'home/side-door'],
    ['an iButton', ['touch', 'home/side-door', 'blu-button'], 'no ibutton blu-button', 'blue-button'],
    ['a user', ['explain', 'Ana@Office', DOOR], 'no user "Ana@Office"', 'Anna@Office'],
    ['a user to grant', ['grant', 'Ana@Office', DOOR, '--app'], 'no user "Ana@Office"', 'Anna@Office'],
    ['a door', ['explain', 'Anna@Office', 'home/access:Frnt Door'], 'no door "Frnt Door"', 'Front Door'],
    ['a site', ['config', 'load', 'hme'], 'no site hme', 'home'],
  ] as const)('%s', async ([, words, sentence, nearest]) => {
    const { code, stdout, stderr } = await rig.run(...words)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^NOT_FOUND: [^\n]+\n$/)
    expect(stderr).toContain(sentence)
    expect(stderr).toContain(`Did you mean "${nearest}"?`)
  })

  test('and a verb without a running rig with NO_RIG', async () => {
    const { code, stderr } = await rig.run('tap', 'home/front-door', 'blue-card', '--rig', 'two-sits')
    expect(code).toBe(2)
    expect(stderr).toMatch(/^NO_RIG: rig two-sits does not run here; .*Did you mean "two-sites"\?\n$/)
  })
})
