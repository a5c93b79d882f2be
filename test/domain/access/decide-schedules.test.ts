import { describe, expect, test } from 'vitest'
import { compileAccess } from '../../../sim/domain/access/access-index.ts'
import { decide } from '../../../sim/domain/access/decide.ts'
import { aProgram } from '../../helpers/a-program.ts'
import { ALONE } from '../../helpers/origins.ts'
import { VIENNA } from '../../helpers/zones.ts'
import { DOORS, decideWith, GROUPS, noon, OLIVER, request } from './at-the-front-door.ts'

describe('decide() by user and group schedules, combined by union (AMB-13)', () => {
  const schedules = {
    Morning: { entries: weekdays(480, 720) },
    Afternoon: { entries: weekdays(780, 1020) },
    Office: { entries: weekdays(480, 1020) },
  }
  const at = (hour: number, minute = 0) => Date.UTC(2026, 0, 7, hour - 1, minute)
  const reasons = (permissions: string[], times: number[]) =>
    times.map((time) => decideWith({ users: { Oliver: OLIVER }, groups: GROUPS, schedules, permissions }, time).reason)

  test.for<[string, string, string]>([
    ['Office', 'Always', 'ALLOWED'],
    ['Never', 'Always', 'ALLOWED'],
    ['Always', 'Never', 'ALLOWED'],
    ['Never', 'Never', 'OUTSIDE_SCHEDULE'],
    ['Office', 'Never', 'OUTSIDE_SCHEDULE'],
  ])('AMB-13: user %s and group %s is %s at night', ([own, group, reason]) => {
    const permissions = [
      `user:Oliver allow access:Front Door during ${own}`,
      `group:Employees allow access:Front Door during ${group}`,
    ]
    expect(reasons(permissions, [at(23)])).toEqual([reason])
  })

  test('AMB-13: two groups 08–12 and 13–17 add up, with the gap between them', () => {
    const permissions = [
      'group:Employees allow access:Front Door during Morning',
      'group:Adults allow access:Front Door during Afternoon',
    ]
    const times = [at(7, 59), at(8), at(11, 59), at(12), at(12, 59), at(13), at(16, 59), at(17)]
    const [inside, outside] = ['ALLOWED', 'OUTSIDE_SCHEDULE']
    expect(reasons(permissions, times)).toEqual([outside, inside, inside, outside, outside, inside, inside, outside])
  })

  test('R119, R166: with a custom schedule a user enters during it and at no other time', () => {
    const permissions = ['user:Oliver allow access:Front Door during Office']
    const [inside, outside] = ['ALLOWED', 'OUTSIDE_SCHEDULE']
    const times = [at(7, 59), at(8), at(16, 59), at(17), at(12) + 3 * 86_400_000]
    expect(reasons(permissions, times)).toEqual([outside, inside, inside, outside, outside])
  })

  test('C78: a deny of the user wins over Always of the group', () => {
    const permissions = ['user:Oliver deny access:Front Door', 'group:Employees allow access:Front Door during Always']
    expect(reasons(permissions, [at(12)])).toEqual(['DENIED'])
  })

  test('an allow whose schedule is gone opens nothing', () => {
    const program = aProgram({
      users: { Oliver: OLIVER },
      controls: DOORS,
      permissions: ['user:Oliver allow access:Front Door during Always'],
    })
    program.schedules.clear()
    expect(decide(compileAccess(program), request, noon, VIENNA, ALONE).reason).toBe('OUTSIDE_SCHEDULE')
  })
})

function weekdays(fromMin: number, toMin: number) {
  return [3, 4, 5, 6, 7].map((mode) => ({ mode, fromMin, toMin }))
}
