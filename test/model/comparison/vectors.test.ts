import { describe, expect, test } from 'vitest'
import { localDay } from '../../../sim/domain/time.ts'
import type { Model } from '../input.ts'
import { type Answering, answer } from '../vectors/answer.ts'
import { allow, DOOR, SITE } from '../vectors/build.ts'
import { VECTORS, type Vector } from '../vectors.ts'
import { productDecider, tableOf } from './product.ts'

describe('the product, by the vectors of the second model', () => {
  test.for(vectors('C69'))('C69: a schedule is local to the door, $title', (vector) => check(vector))
  test.for(vectors('C70'))('C70: the wall clock rules on the days of the change, in $title', (vector) => check(vector))
  test.for(vectors('C72'))('C72: an entry over midnight is judged by the day it began, $title', (vector) =>
    check(vector),
  )
  test.for(vectors('C73'))('C73: a holiday that the schedule has $title', (vector) => check(vector))
  test.for(vectors('C74'))('C74: of several active modes the highest in priority rules alone, $title', (vector) =>
    check(vector),
  )
  test.for(vectors('C75'))('C75: 1440 and the next 0 are seamless, $title', (vector) => check(vector))
  test.for(vectors('C76'))('C76: in at the first instant and out at the last, $title', (vector) => check(vector))
  test.for(vectors('C77'))('C77: schedules combine, $title', (vector) => check(vector))
  test.for(vectors('C78'))('C78: a deny wins over every schedule, $title', (vector) => check(vector))
  test.for(vectors('C80'))('C80: a holiday by calendar, $title', (vector) => check(vector))

  test.for(vectors('R141'))('R141: Employees have the rights of Adults, $title', (vector) => check(vector))
  test.for(vectors('R149'))("R149: Children have the child's room, $title", (vector) => check(vector))
  test.for(vectors('R158'))('R158: Oliver has the rights of Adults, $title', (vector) => check(vector))
  test.for(vectors('R159'))('R159: Oliver has rooms through Adults, $title', (vector) => check(vector))
  test.for(vectors('R160'))('R160: Oliver has two elements in two ways, $title', (vector) => check(vector))

  test.for(vectors('R84'))('R84: internal and external are apart, $title', (vector) => check(vector))
  test.for(vectors('R109'))('R109: without any allow nobody enters, $title', (vector) => check(vector))
  test.for(vectors('R65'))('R65: Full Access gives $title', (vector) => check(vector))
  test.for(vectors('R91'))('R91: Loxone Config gives $title', (vector) => check(vector))
  test.for(vectors('R105'))('R105: one allow is enough, $title', (vector) => check(vector))
  test.for(vectors('R107'))('R107: one deny is too much, $title', (vector) => check(vector))
  test.for(vectors('C46'))('C46: inheritance ends, with $title', (vector) => check(vector))
  test.for(vectors('P-135'))('P-135: nobody is in the group None, $title', (vector) => check(vector))
  test.for(vectors('R32'))('R32: a Trust member inherits $title', (vector) => check(vector))

  test('§3.6.1: an ambiguous credential opens for one authorised candidate, not for disabled ones', () => {
    const anna = { id: 'Anna', memberOf: [], status: { userState: 1 } } as const
    const product = productDecider({
      ...SITE,
      users: [anna, ...SITE.users],
      assignments: [allow('Anna', DOOR), allow('Oliver', DOOR)],
    })
    expect(product.anyMayEnter(['Anna', 'Oliver'], DOOR, 0)).toBe(true)
    expect(product.anyMayEnter(['Anna'], DOOR, 0)).toBe(false)
    expect(product.anyMayEnter([], DOOR, 0)).toBe(false)
  })

  test('every vector has a test of its number', () => {
    expect([...new Set(VECTORS.map(({ number }) => number))].filter((number) => !asked.has(number))).toEqual([])
  })
})

const asked = new Set<string>()

function vectors(number: string): Vector[] {
  asked.add(number)
  return VECTORS.filter((vector) => vector.number === number)
}

function check({ model, asks }: Vector): void {
  const product = answering(model)
  for (const ask of asks) expect(answer(product, ask), JSON.stringify(ask)).toEqual(ask.is)
}

function answering(model: Model): Answering {
  const product = productDecider(model)
  return {
    ...product,
    openMinutes: (user, door, localDate) =>
      minutesOf(model.zone, localDate).filter((at) => product.mayEnter(user, door, at)),
  }
}

/** All that the product's clocks on the wall call this date, whatever its length. */
function minutesOf(zone: string, localDate: string): number[] {
  const midnight = Date.parse(`${localDate}T00:00Z`)
  const minutes = Array.from({ length: 4 * 1440 }, (_, minute) => midnight + (minute - 1440) * 60_000)
  return minutes.filter((at) => localDay(tableOf(zone), at) === midnight / 86_400_000)
}
