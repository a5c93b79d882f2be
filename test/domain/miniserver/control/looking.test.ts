import { expect, test } from 'vitest'
import { findObject, findUser } from '../../../../sim/domain/program/lookup.ts'
import { MONDAY_9_00 } from '../a-home.ts'
import { Unit } from '../a-unit.ts'
import { ask } from './asking.ts'

const HOUR_MS = 3_600_000
const EIGHT_MS = MONDAY_9_00.wallMs - HOUR_MS
const MIDNIGHT_MS = MONDAY_9_00.wallMs - 9 * HOUR_MS

/** Ben may enter by the front door in Office Hours. */
function looking(atWallMs?: number): unknown[] {
  const unit = new Unit()
  const { program } = unit.state
  const object = findObject(program, 'access:Front Door')
  const at = atWallMs === undefined ? {} : { atWallMs }
  const why = ask(unit, { type: 'explain', user: 'Ben', object, scope: 'physical', ...at })
  const all = ask(unit, { type: 'permissions', principal: `user:${findUser(program, 'Ben').uuid}`, ...at })
  if (!why.ok || !all.ok) throw new TypeError('refused')
  const shown = (all.value as { object: string; allowed: string }[]).find((one) => one.object === object)
  return [(why.value as { outcome: string }).outcome, shown?.allowed]
}

test('whether somebody may, and where, is answered for now or for the instant asked about', () => {
  expect(looking()).toEqual(['granted', 'physical'])
  expect(looking(EIGHT_MS)).toEqual(['granted', 'physical'])
  expect(looking(MIDNIGHT_MS)).toEqual(['denied', 'none'])
})
