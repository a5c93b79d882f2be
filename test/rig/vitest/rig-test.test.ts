import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe } from 'vitest'
import { expect, rigTest } from '../../../rigs/vitest/index.ts'

const LAB = { rig: 'rigs/two-sites.yaml', start: '2026-10-23T16:50[Europe/Vienna]' } // a Friday
const test = rigTest(LAB)
const onLive = (readers: object) => ({ ...LAB, lane: 'live', readers })
const byHand = rigTest({ ...LAB, trusts: 'by-hand' })

describe('rigTest()', () => {
  test('Anna of Office opens the front door of Home', async ({ rig, expect }) => {
    await rig.tap('blue-card', { reader: 'home/front-door' })
    await expect(rig.reader('home/front-door')).toOpen({ user: 'Anna@Office', path: 'U:Anna@Office' })
    await expect(rig.reader('home/front-door')).toPulse('Front Strike', { lasting: '3s', times: 1, within: '5s' })
    await expect(rig).toShow({ history: 'home/front-door', user: 'Anna@Office', type: 3, output: 1 })
  })

  test('says why a door stays shut, by the clock of its site', async ({ rig }) => {
    const door = rig.reader('Home/Front-Door')
    await rig.until('17:00', { site: 'home' })
    await rig.tap('red-card', { reader: 'home/front-door' })
    await expect(door).toBeDeniedBecause('OUTSIDE_SCHEDULE', { user: 'Ben@Office', schedule: 'Office Hours' })
    await expect(door).not.toPulse('Front Strike', { for: '1m' })
    await expect(door).not.toOpen({ for: '1s' })
    await rig.setClock('2026-10-26T08:00', { site: 'home' })
    await rig.tap('red-card', { reader: 'home/front-door' })
    await expect(door).toOpen({ user: 'Ben@Office' })
  })

  test('disturbs the world by the words of scenario files', async ({ rig }) => {
    const door = rig.reader('home/front-door')
    await rig.cut('home/front-door')
    await rig.tap('blue-card', { reader: 'home/front-door', refused: 'DEADLINE' })
    await expect(door).not.toOpen({ for: '10s' })
    await rig.heal('home/front-door')
    await rig.tap('blue-card', { reader: 'home/front-door' })
    await expect(door).toOpen()
  })

  test('gives each test a rig of its own', async ({ rig }) => {
    await expect(rig).toShow({ history: 'home/front-door', entries: 0 })
    await rig.advance('1s')
  })

  byHand('C1: carries the workflow of a Trust out by the words of scenario files', async ({ rig }) => {
    await rig.load('office')
    await rig.createTrust('Company', { site: 'office' })
    await rig.addMember('home', { site: 'office' })
    await rig.makeKey('company-key', { site: 'office' })
    await rig.join('home', { key: 'company-key', refused: 'MANAGER_NOT_SAVED' })
    await rig.save('office')
    await rig.join('home', { key: 'company-key' })
    await expect(rig.join('home', { key: 'compny-key' })).rejects.toThrow('Did you mean "company-key"?')
  })
})

describe('a refused step', () => {
  test('rejects with what was refused and why, and with its code', async ({ rig }) => {
    await expect(rig.save('home')).rejects.toMatchObject({
      name: 'StepFailed',
      code: 'NO_DOCUMENT',
      message: expect.stringMatching(/^expected save home; it was refused with NO_DOCUMENT because no document/),
    })
  })

  test('resolves where it is to be refused', ({ rig }) => rig.save('home', { refused: 'NO_DOCUMENT' }))

  test('is told from one that is none', async ({ rig }) => {
    const wrong = { reader: 'home/front-door', readr: 'x' }
    await expect(rig.tap('blue-card', wrong)).rejects.toMatchObject({
      code: 'USAGE',
      message: expect.stringContaining('Did you mean "reader"?'),
    })
    await expect(rig.tap('blue-crd', { reader: 'home/front-door' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('an expectation', () => {
  test('that is not met rejects with expected, happened and why', async ({ rig }) => {
    await rig.tap('green-card', { reader: 'home/front-door' })
    await expect(expect(rig.reader('home/front-door')).toOpen({ user: 'Clara@Office' })).rejects.toThrow(
      'expected granted, at home/front-door, user Clara@Office; denied, user nobody at home/front-door because UNKNOWN_CREDENTIAL: Nobody',
    )
  })

  test('of absence lets so much time pass', async ({ rig }) => {
    await expect(rig.reader('home/front-door')).not.toOpen({ for: '30m' })
    await rig.tap('red-card', { reader: 'office/front-door' })
    await expect(rig.reader('office/front-door')).toBeDeniedBecause('OUTSIDE_SCHEDULE')
  })

  test('may keep a value, with which later ones compare', async ({ rig }) => {
    await expect(rig).toShow({ value: 'rev', at: 'home' }, { as: 'before' })
    await rig.load('home')
    await rig.addUser('Zoe', { site: 'home' })
    await rig.save('home')
    await expect(rig).toShow({ value: 'rev', at: 'home', 'more-than': 'before' })
    await expect(expect(rig).toShow({ value: 'rev', at: 'home', 'more-than': 'befor' })).rejects.toThrow('"before"?')
  })
})

describe('rigTest() of a seed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'loxrig-vitest-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  for (const [run, seed] of [1, 1, 2].entries())
    rigTest({ ...LAB, seed, report: join(folder, `${run}`) })('leaves a trace', async ({ rig }) => {
      await rig.tap('blue-card', { reader: 'home/front-door' })
      await expect(rig.reader('home/front-door')).toOpen()
    })

  test('leaves the same trace again, another with another seed', () => {
    const [one, again, other] = [0, 1, 2].map((run) =>
      readFileSync(join(folder, `${run}`, 'rig-test.test/rigtest-of-a-seed-leaves-a-trace/trace.jsonl'), 'utf8'),
    )
    expect(one).toContain('"outcome":"granted"')
    expect(again).toBe(one)
    expect(other?.split('\n').slice(1)).not.toEqual(one?.split('\n').slice(1))
  })
})

describe('rigTest() with the cards that somebody has', () => {
  const folder = mkdtempSync(join(tmpdir(), 'loxrig-vitest-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const secrets = join(folder, 'my-cards.yaml')
  writeFileSync(secrets, 'credentials:\n  blue-card: { tag: 04 C0 FF EE }\n', { mode: 0o600 })

  rigTest({ ...LAB, secrets })('takes them for those of the rig file by their names', async ({ rig }) => {
    const door = rig.reader('home/front-door')
    await rig.tap('04 C0 FF EE', { reader: 'home/front-door' })
    await expect(door).toOpen({ user: 'Anna@Office' })
    await rig.tap('04 A1 B2 C3 D4 E5 80', { reader: 'home/front-door' })
    await expect(door).toBeDeniedBecause('UNKNOWN_CREDENTIAL')
  })
})

describe('rigTest() of the live lane', () => {
  rigTest({ ...LAB, lane: 'live' })('takes the same steps over sockets', async ({ rig }) => {
    const door = rig.reader('office/front-door')
    await rig.tap('blue-card', { reader: 'office/front-door' })
    await expect(door).toOpen({ user: 'Anna' })
    await rig.until('17:01', { site: 'office' })
    await rig.tap('red-card', { reader: 'office/front-door' })
    await expect(door).toBeDeniedBecause('OUTSIDE_SCHEDULE')
  })
})

describe('the options of rigTest()', () => {
  test.for<[string, object, string]>([
    ['no start', { rig: 'two-sites' }, '"start" is missing'],
    ['a start without a zone', { ...LAB, start: '2026-10-23T16:50' }, 'has no zone'],
    ['a day that there is not', { ...LAB, start: '2026-02-30T16:50[Europe/Vienna]' }, 'no time of the calendar'],
    ['readers on the virtual lane', { ...LAB, readers: { 'home/front-door': 'pty' } }, 'add lane: "live"'],
    ['a reader that there is not', onLive({ 'home/frnt-door': 'pty' }), 'Did you mean "home/front-door"?'],
    ['a source that there is not', onLive({ 'home/front-door': 'ptty' }), 'Did you mean "pty"?'],
    ['a source with a key too many', onLive({ 'home/front-door': { kind: 'pcsc', nam: 'x' } }), '"nam"'],
    ['a PC/SC reader for iButtons', onLive({ 'home/side-door': 'vpcd' }), 'home/side-door is an iButton reader'],
    ['somebody who cannot be asked', { ...LAB, person: {} }, '"ask"'],
    ['no secrets file', { ...LAB, secrets: 'no-such.yaml' }, 'no-such.yaml'],
    ['another lane', { ...LAB, lane: 'fast' }, '"lane" is virtual, live'],
    ['a key that there is not', { ...LAB, sed: 5 }, 'Did you mean "seed"?'],
    ['a rig file that is not there', { ...LAB, rig: 'rigs/three-sites.yaml' }, 'rigs/three-sites.yaml'],
    [
      'a rig file with faults',
      { ...LAB, rig: new URL('../../../fixtures/rigs/everything-wrong.yaml', import.meta.url) },
      ':9:43: UNKNOWN_KEY',
    ],
  ])('name what is wrong: %s', ([, options, sentence]) => {
    expect(() => rigTest(options as typeof LAB)).toThrow(sentence)
  })
})
