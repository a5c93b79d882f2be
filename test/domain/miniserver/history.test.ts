import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { AuthenticationNfcCodeTouch } from '../../../sim/domain/program/program.ts'
import { ADMIN, BLUE, BUTTON, controlNamed, GREEN, homeProgram, RED } from './a-home.ts'
import { Unit } from './a-unit.ts'

function withHistoryOf(length: number): Unit {
  const program = homeProgram()
  const door = controlNamed(program, 'Front Door') as AuthenticationNfcCodeTouch
  program.controls.set(door.uuid, { ...door, historyLength: length })
  return new Unit(program)
}

function historyOf(unit: Unit, reader: string): { output: number; type: number; user?: string; decision: string }[] {
  const command = { type: 'history', reader } as const
  const [reply] = unit.input({ type: 'control', request: 1, caller: ADMIN, command })
  if (reply?.type !== 'control-reply' || !reply.reply.ok) throw new TypeError(JSON.stringify(reply))
  return reply.reply.value as ReturnType<typeof historyOf>
}

describe('the history of a block', () => {
  test('says who, which output and by what means, as the public API numbers them', () => {
    const unit = new Unit()
    for (const credential of [BLUE, GREEN, { kind: 'tag', id: '04 00 00 01' } as const]) unit.present({ credential })
    unit.present({ device: 'one-wire', credential: BUTTON })
    expect(historyOf(unit, 'front-door')).toMatchObject([
      { output: 1, type: 3, user: 'Anna', description: "Anna's tag", reason: 'ALLOWED' },
      { output: -1, type: 8, user: 'Clara', reason: 'NOT_CONFIGURED' },
      { output: -1, type: 8, reason: 'UNKNOWN_CREDENTIAL' },
    ])
    expect(historyOf(unit, 'front-door')[2]).not.toHaveProperty('user')
    expect(historyOf(unit, 'side-door')).toMatchObject([{ output: 1, type: 10, user: 'Anna' }])
  })

  test('has no description of a tag that is called by its id, which nobody is told', () => {
    const program = homeProgram()
    for (const user of program.users.values())
      if (user.name === 'Anna') program.users.set(user.uuid, { ...user, tags: [{ id: BLUE.id, name: BLUE.id }] })
    const unit = new Unit(program)
    const effects = unit.present({ credential: BLUE })
    expect(historyOf(unit, 'front-door')).toMatchObject([{ output: 1, user: 'Anna' }])
    expect(JSON.stringify([effects, historyOf(unit, 'front-door')])).not.toContain(BLUE.id)
  })

  test('a tag of two people opens where one of them may enter, and names neither', () => {
    const program = homeProgram()
    for (const user of program.users.values())
      if (user.name === 'Clara') program.users.set(user.uuid, { ...user, tags: [{ id: BLUE.id, name: 'the same' }] })
    const unit = new Unit(program)
    unit.present({ credential: BLUE })
    const [entry] = historyOf(unit, 'front-door')
    expect(entry).toMatchObject({ output: 1, type: 5 })
    expect(entry).not.toHaveProperty('user')
  })

  test('keeps its last N entries, N = 0 included, the newest last, also over a loss of power', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 6 }),
        fc.array(fc.constantFrom(BLUE, RED, GREEN), { maxLength: 12 }),
        fc.nat({ max: 12 }),
        (length, taps, powerLostAfter) => {
          const unit = withHistoryOf(length)
          taps.forEach((credential, index) => {
            if (index === powerLostAfter) unit.losePower()
            unit.present({ credential, id: `tap-${index}` })
          })
          const last = length === 0 ? [] : taps.map((_, index) => `tap-${index}:decision`).slice(-length)
          expect(historyOf(unit, 'front-door').map(({ decision }) => decision)).toEqual(last)
        },
      ),
      { numRuns: 40 },
    )
  })
})
