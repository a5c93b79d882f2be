import { describe, expect, test } from 'vitest'
import { easter } from './calendar.ts'
import type { Model } from './input.ts'
import { anyMayEnter, mayEnter, openMinutes, permission } from './model.ts'
import { wallClock } from './schedule.ts'
import { type Answering, answer } from './vectors/answer.ts'
import { allow, DOOR, SITE } from './vectors/build.ts'
import { VECTORS } from './vectors.ts'

describe('the second model of who may enter', () => {
  test.for(VECTORS)('answers what the pages say of $number: $title', ({ model, asks }) => {
    const by: Answering = {
      mayEnter: (...of) => mayEnter(model, ...of),
      permission: (...of) => permission(model, ...of),
      openMinutes: (...of) => openMinutes(model, ...of),
    }
    for (const ask of asks) expect(answer(by, ask), JSON.stringify(ask)).toEqual(ask.is)
  })

  test('opens to an ambiguous credential for one authorised candidate, not for disabled ones (§3.6.1)', () => {
    const anna = { id: 'Anna', memberOf: [], status: { userState: 1 } } as const
    const model: Model = {
      ...SITE,
      users: [anna, ...SITE.users],
      assignments: [allow('Anna', DOOR), allow('Oliver', DOOR)],
    }
    expect(anyMayEnter(model, ['Anna', 'Oliver'], DOOR, 0)).toBe(true)
    expect(anyMayEnter(model, ['Anna'], DOOR, 0)).toBe(false)
    expect(anyMayEnter(model, [], DOOR, 0)).toBe(false)
  })
})

describe('easter()', () => {
  test.for([
    '1818-03-22',
    '1943-04-25',
    '1954-04-18',
    '1961-04-02',
    '1981-04-19',
    '2000-04-23',
    '2024-03-31',
    '2025-04-20',
  ])('was on %s', (date) => expect(easter(Number(date.slice(0, 4))).toString()).toBe(date))
  test.for(['2026-04-05', '2027-03-28', '2038-04-25', '2049-04-18', '2076-04-19', '2285-03-22', '2299-04-16'])(
    'will be on %s',
    (date) => expect(easter(Number(date.slice(0, 4))).toString()).toBe(date),
  )
})

describe('wallClock()', () => {
  test.for(['Europe/Vienna', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'America/St_Johns'])(
    'says what the platform says, every 7 h 35 min of 2026 in %s',
    (zone) => {
      const platform = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
      for (let at = Date.UTC(2026); at < Date.UTC(2027); at += 455 * 60_000) {
        const { date, minute } = wallClock(zone, at)
        const time = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, '0')).join(':')
        expect(`${date} ${time}`).toBe(platform.format(at))
      }
    },
  )
})
