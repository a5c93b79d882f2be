import { describe, expect, test } from 'vitest'
import type { PrincipalKey } from '../../../sim/domain/program/names.ts'
import { type GroupDescription, keyOf } from '../../helpers/a-program.ts'
import { decideWith, OLIVER } from './at-the-front-door.ts'

/** So many groups are assigned the door; Oliver is in those at the places told, in the order of their keys. */
function atADoorOf(size: number) {
  const names = Array.from({ length: size }, (_, number) => `Group ${number}`).toSorted((a, b) =>
    keyOf(`group:${a}`) < keyOf(`group:${b}`) ? -1 : 1,
  )
  const assigned = (place: number, effects: Readonly<Record<number, string>>) => effects[place] ?? 'allow'
  return {
    key: (place: number): PrincipalKey => keyOf(`group:${names[place]}`),
    decide: (places: readonly number[], effects: Readonly<Record<number, string>>, fullAccess?: number) => {
      const groups: Record<string, GroupDescription> = Object.fromEntries(
        names.map((name, place) => [name, { type: place === fullAccess ? 'full-access' : 'normal' }]),
      )
      const permissions = names.map((name, place) => {
        const [effect, ...schedule] = assigned(place, effects).split(' during ')
        return [`group:${name} ${effect} access:Front Door`, ...schedule].join(' during ')
      })
      const free = { ...groups, Free: {} }
      const users = { Oliver: { ...OLIVER, groups: ['Free', ...places.map((place) => names[place] ?? '')] } }
      return decideWith({ users, groups: free, permissions })
    },
  }
}

describe.each([4, 32, 33, 60])('decide() at a door of %i groups', (size) => {
  const { key, decide } = atADoorOf(size)
  const never = 'allow during Never'

  test('names the first active allow by key', () => {
    expect(decide([0, 1, 2], {}).via?.principal).toBe(key(0))
    expect(decide([0, 1, 2], { 0: never }).via?.principal).toBe(key(1))
    expect(decide([1, 2], { 2: never }).via?.principal).toBe(key(1))
  })

  test('says why there is none', () => {
    expect(decide([], {}).reason).toBe('NOT_CONFIGURED')
    expect(decide([0, 1], { 0: never, 1: never }).reason).toBe('OUTSIDE_SCHEDULE')
    expect(decide([0, 3], { 3: 'deny' }).reason).toBe('DENIED')
    expect(decide([3], { 2: 'deny' }).reason).toBe('ALLOWED')
  })

  test('full access is named in its place among the allows, and a deny wins wherever it is', () => {
    expect(decide([0, 1, 2], {}, 1).via?.principal).toBe(key(0))
    expect(decide([0, 1, 2], { 0: never }, 1).via?.principal).toBe(key(1))
    expect(decide([1, 2], { 1: never }, 1).via?.principal).toBe(key(1))
    expect(decide([1, 2], {}, 2).via?.principal).toBe(key(1))
    expect(decide([0, 1, 3], { 3: 'deny' }, 1).reason).toBe('DENIED')
  })
})
