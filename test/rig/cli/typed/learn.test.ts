import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadRigFile } from '../../../../rigs/rig-file/read.ts'
import { aTypedRig, type TypedRig } from '../../../helpers/a-typed-rig.ts'

let rig: TypedRig
beforeAll(async () => {
  rig = await aTypedRig(loadRigFile('test/scenarios/rigs/enrolment.yaml'))
})
afterAll(() => rig[Symbol.asyncDispose]())

const DOOR = 'office/front-door'
const failure = async (...words: string[]): Promise<string | undefined> => (await rig.run(words)).told[0]

describe('learn', () => {
  test('R163: a card is learned at a keypad, given to somebody by its name, and opens by the id that it got there', async () => {
    expect(await rig.typed('learn', DOOR, 'white-card')).toMatch(/^office\/front-door has learned white-card;/)
    await rig.typed('user', 'edit', 'office', 'Anna', '--add-tag', 'white-card', '--app')
    expect(await rig.json('tap', DOOR, 'white-card')).toMatchObject({ outcome: 'granted', user: { name: 'Anna' } })
    expect(await rig.typed('learn', DOOR, 'white-card', '--format')).toMatch(/has taken id and keys away/)
    expect(await rig.json('tap', DOOR, 'white-card')).toMatchObject({ reason: 'UNKNOWN_CREDENTIAL' })
  })

  test('a card that is taken away too soon is as it was, and why is said', async () => {
    expect(await failure('learn', DOOR, 'white-card', '--too-soon', 'reading')).toMatch(
      /^INVALID: .*before it was read/,
    )
    expect(await failure('learn', DOOR, 'white-card', '--too-soon', 'writing')).toMatch(/^INVALID: .*as it was/)
    expect(await rig.json('learn', DOOR, 'white-card')).toMatchObject({ outcome: 'learned' })
    await rig.typed('learn', DOOR, 'white-card', '--format')
  })

  test('armed and ended without a tag', async () => {
    expect(await rig.json('learn', DOOR)).toEqual({ reader: DOOR, outcome: 'armed' })
    expect(await rig.json('learn', DOOR, '--stop')).toEqual({ reader: DOOR, outcome: 'stopped' })
    expect(await rig.json('tap', DOOR, 'blue-card')).toMatchObject({ user: { name: 'Anna' } })
    expect(await rig.json('learn', DOOR)).toMatchObject({ outcome: 'armed' })
    expect(await rig.json('tap', DOOR, 'blue-card')).toMatchObject({ outcome: 'denied', reason: 'LEARN_MODE' })
  })

  test('is refused with a sentence and a code', async () => {
    expect(await failure('learn', DOOR, 'blue-card', '--format')).toMatch(/^INVALID: office\/front-door cannot format/)
    expect(await failure('learn', 'office/back-door')).toMatch(/^NOT_FOUND: /)
    expect(await failure('learn', DOOR, '--user', 'Anna')).toMatch(/^NOT_FOUND: the rig card has no login of Anna/)
  })
})
