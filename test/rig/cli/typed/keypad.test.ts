import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadRigFile } from '../../../../rigs/rig-file/read.ts'
import { aTypedRig, type TypedRig } from '../../../helpers/a-typed-rig.ts'

let rig: TypedRig
beforeAll(async () => {
  rig = await aTypedRig(loadRigFile('test/scenarios/rigs/doors.yaml'))
})
afterAll(() => rig[Symbol.asyncDispose]())

const DOOR = 'home/front-door'
const failure = async (...words: string[]): Promise<string | undefined> => (await rig.run(words)).told[0]
const opens = async (keys: string): Promise<string> => (await rig.typed('key', DOOR, ...keys.split(' '))).slice(0, 7)

describe('codes and tags of a keypad itself', () => {
  test('are listed without digits and ids, with what they open and when', async () => {
    expect((await rig.typed('keypad', 'list', DOOR)).split('\n')).toEqual([
      'home/front-door        state   opens  else  when',
      'Parcel           code  active  O2           once',
      'House            tag   active  O3     O1',
    ])
    expect(await rig.typed('keypad', 'list', 'home/vault')).toBe('home/vault has no codes or tags of its own.')
  })

  test('R163: a code is asked for and shown nowhere, opens, keeps its digits when it is changed, and is taken away', async () => {
    const { code, printed, told } = await rig.run(['keypad', 'code', DOOR, 'Cleaner', '-', '--app'], ['55667'])
    expect([code, told]).toEqual([0, []])
    expect(printed.join()).toMatch(/^home\/front-door has the code Cleaner\. In effect at home/)
    expect(await opens('55667 tick')).toBe('granted')
    const until = ['--until', '2026-10-20T09:00', '--outputs', '1,2', '--standard-output', '2']
    await rig.typed('keypad', 'code', DOOR, 'cleaner', ...until, '--app')
    const list = await rig.typed('keypad', 'list', DOOR, '--app')
    expect(list).toMatch(/Cleaner +code +active +O2 +O1 +until 2026-10-20 09:00/)
    expect(list + (await rig.typed('keypad', 'list', DOOR, '--app', '--json'))).not.toContain('55667')
    expect(await opens('55667 tick')).toBe('denied ')
    await rig.typed('keypad', 'code', DOOR, 'Cleaner', '--inactive', '--app')
    expect(await rig.typed('keypad', 'list', DOOR, '--app')).toMatch(/Cleaner +code +deactivated/)
    await rig.typed('keypad', 'remove', DOOR, 'CLEANER', '--app')
    expect(await rig.typed('keypad', 'list', DOOR, '--app')).not.toContain('Cleaner')
  })

  test('a one-time code that has opened says so, and opens again when it is given again', async () => {
    expect(await opens('998877 tick')).toBe('granted')
    expect(await rig.typed('keypad', 'list', DOOR, '--app')).toMatch(/Parcel +code +used-up/)
    await rig.typed('keypad', 'code', DOOR, 'Parcel', '--once', '--outputs', '2', '--app')
    expect(await opens('998877 tick')).toBe('granted')
  })

  test('R163: a tag that was learned is given to the keypad, in the open document first', async () => {
    await rig.typed('config', 'load', 'home')
    await rig.typed('keypad', 'tag', DOOR, 'Neighbour', 'strange-card')
    expect(await rig.json('tap', DOOR, 'strange-card')).toMatchObject({ outcome: 'denied' })
    await rig.typed('config', 'save', 'home')
    expect(await rig.json('tap', DOOR, 'strange-card')).toMatchObject({ outcome: 'granted' })
    await rig.typed('config', 'discard', 'home')
  })

  test('are refused with a sentence and a code, and without a secret', async () => {
    const taken = await failure('keypad', 'code', DOOR, 'Second', '471147', '--app')
    expect(taken).toMatch(/^CODE_IN_USE: "Second": a user has this code already/)
    expect(taken).not.toContain('471147')
    expect(await failure('keypad', 'code', DOOR, 'Short', '1', '--app')).toMatch(/^USAGE: /)
    expect(await failure('keypad', 'remove', DOOR, 'Hose', '--app')).toMatch(/^NOT_FOUND: .*Did you mean "House"/)
    expect(await failure('keypad', 'list', 'home/nowhere')).toMatch(/^NOT_FOUND: /)
    expect(await failure('keypad', 'tag', DOOR, 'X', 'no-card', '--app')).toMatch(/^NOT_FOUND: /)
    expect(await failure('keypad', 'code', DOOR, 'X', '44332', '--outputs', '9', '--app')).toMatch(/^USAGE: /)
  })
})

describe('what happens to a device', () => {
  test('is said, and what cannot happen to it is refused', async () => {
    expect(await rig.typed('unplug', DOOR)).toBe('home/front-door has no power any more.')
    expect(await failure('unplug', DOOR)).toMatch(/^USAGE: home\/front-door has no power already/)
    expect(await rig.typed('plug', DOOR)).toBe('home/front-door has power again.')
    expect(await rig.typed('tamper', DOOR)).toMatch(/^Somebody tampered with home\/front-door;/)
    expect(await rig.typed('battery-low', 'home/shed')).toMatch(/^The battery of home\/shed is nearly empty;/)
  })
})
