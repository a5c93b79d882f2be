import { describe, expect, test } from 'vitest'
import { easter } from './calendar.ts'
import type { Model } from './input.ts'
import { anyMayEnter, mayEnter, openMinutes, permission } from './model.ts'
import { wallClock } from './schedule.ts'
import { allow, DOOR, SITE } from './vectors/build.ts'
import { type Ask, VECTORS, type Vector } from './vectors.ts'

describe('the second model of who may enter', () => {
  test.for(vectors('C69'))('C69: a schedule is local to the door, $title', check)
  test.for(vectors('C70'))('C70: the wall clock rules on the days of the change, in $title', check)
  test.for(vectors('C72'))('C72: an entry crossing midnight is judged by the day it started, $title', check)
  test.for(vectors('C73'))('C73: a holiday that the schedule has $title', check)
  test.for(vectors('C74'))('C74: of several active modes the highest in priority rules alone, $title', check)
  test.for(vectors('C75'))('C75: 1440 and the next 0 are seamless, $title', check)
  test.for(vectors('C76'))('C76: in at the first instant and out at the last, $title', check)
  test.for(vectors('C77'))('C77: schedules combine, $title', check)
  test.for(vectors('C78'))('C78: a deny wins over every schedule, $title', check)
  test.for(vectors('C80'))('C80: a holiday by calendar, $title', check)

  test.for(vectors('R141'))('R141: Employees have the rights of Adults, $title', check)
  test.for(vectors('R149'))("R149: Children have the child's room, $title", check)
  test.for(vectors('R158'))('R158: Oliver has the rights of Adults, $title', check)
  test.for(vectors('R159'))('R159: Oliver has rooms through Adults, $title', check)
  test.for(vectors('R160'))('R160: Oliver has two elements in two ways, $title', check)

  test.for(vectors('R84'))('R84: internal and external are apart, $title', check)
  test.for(vectors('R109'))('R109: without any allow nobody enters, $title', check)
  test.for(vectors('R65'))('R65: Full Access gives $title', check)
  test.for(vectors('R91'))('R91: Loxone Config gives $title', check)
  test.for(vectors('R105'))('R105: one allow is enough, $title', check)
  test.for(vectors('R107'))('R107: one deny is too much, $title', check)
  test.for(vectors('C46'))('C46: inheritance ends, with $title', check)
  test.for(vectors('R32'))('R32: a Trust member inherits $title', check)

  test('§3.6.1: an ambiguous credential opens for one authorised candidate, not for disabled ones', () => {
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

  test('every vector has a test of its number', () => {
    expect([...new Set(VECTORS.map(({ number }) => number))].filter((number) => !asked.has(number))).toEqual([])
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

const asked = new Set<string>()

function vectors(number: string): Vector[] {
  asked.add(number)
  return VECTORS.filter((vector) => vector.number === number)
}

function check({ model, asks }: Vector): void {
  for (const ask of asks) expect(answer(model, ask), JSON.stringify(ask)).toEqual(ask.is)
}

function answer(model: Model, ask: Ask): Ask['is'] {
  switch (ask.ask) {
    case 'mayEnter':
      return mayEnter(model, ask.user, ask.door, Date.parse(ask.at))
    case 'open':
      return spans(openMinutes(model, ask.user, ask.door, ask.localDate))
    case 'permission':
      return permission(model, ask.principal, ask.object, ask.scope, Date.parse(ask.at))
  }
}

/** Minutes that follow each other without a gap, as one span. */
function spans(minutes: readonly number[]): string[] {
  const starts = minutes.filter((at) => !minutes.includes(at - 60_000))
  const ends = minutes.map((at) => at + 60_000).filter((at) => !minutes.includes(at))
  return starts.map((start, index) => `${utc(start)}/${utc(ends[index] ?? Number.NaN)}`)
}

function utc(at: number): string {
  return `${new Date(at).toISOString().slice(0, 'YYYY-MM-DDTHH:MM'.length)}Z`
}
