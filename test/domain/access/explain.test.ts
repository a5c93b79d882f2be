import { describe, expect, test } from 'vitest'
import { compileAccess } from '../../../sim/domain/access/access-index.ts'
import type { Credential } from '../../../sim/domain/access/credential.ts'
import { decide } from '../../../sim/domain/access/decide.ts'
import type { Explanation } from '../../../sim/domain/access/decision.ts'
import { explain } from '../../../sim/domain/access/explain.ts'
import { aProgram, keyOf, type ProgramDescription, uuidOf } from '../../helpers/a-program.ts'
import { ALONE, someOrigins } from '../../helpers/origins.ts'
import { VIENNA } from '../../helpers/zones.ts'

const OFFICE = '504F94A00001'
const noon = Date.UTC(2026, 0, 7, 11)
const DOOR = { 'Front Door': { kind: 'authentication-nfc-code-touch' } } as const

function explainDoor(description: ProgramDescription, credential: Credential, origins = ALONE): Explanation {
  const program = aProgram({ controls: DOOR, ...description })
  const index = compileAccess(program)
  const request = { credential, codeDigests: ['digest'], object: keyOf('access:Front Door') }
  const decision = decide(index, request, noon, VIENNA, origins)
  return explain(index, program, decision, request, noon, VIENNA, origins)
}

function linesOf({ paths }: Explanation): string[] {
  return paths.map(({ effect, scope, path }) => `${effect} ${scope} ${path}`)
}

const tag = { kind: 'tag', id: '04 A1 B2 C3' } as const
const OLIVER = { groups: ['Employees'], tags: [tag.id] }

describe('explain()', () => {
  test('names credential, user, groups nearest first, and every contributing path with its schedule', () => {
    const explanation = explainDoor(
      {
        users: { Oliver: OLIVER },
        groups: { Employees: ['Adults'], Adults: ['Residents'], Residents: [], All: { type: 'all' } },
        permissions: [
          'user:Oliver allow access:Front Door during Never',
          'group:Employees allow access:Front Door',
          'group:Adults allow access:Front Door during Always',
        ],
      },
      tag,
    )
    expect(explanation).toEqual({
      outcome: 'granted',
      reason: 'ALLOWED',
      credential: { kind: 'tag', name: "Oliver's tag" },
      user: { name: 'Oliver', uuid: uuidOf('user', 'Oliver') },
      groups: ['All', 'Employees', 'Adults', 'Residents'],
      paths: [
        { effect: 'allow', scope: 'physical', path: 'U:Oliver', schedule: { name: 'Never', active: false } },
        { effect: 'allow', scope: 'physical', path: 'UG:Employees' },
        {
          effect: 'allow',
          scope: 'physical',
          path: 'UG:Employees/UG:Adults',
          schedule: { name: 'Always', active: true },
        },
      ],
    })
  })

  test('tells a replica’s origin, by the record it was decided on', () => {
    const description = {
      users: { Anna: { tags: [tag.id], origin: OFFICE } },
      permissions: ['user:Anna allow access:Front Door'],
    }
    const explanation = explainDoor(description, tag, someOrigins({ [OFFICE]: 'Office' }))
    expect(explanation.user).toEqual({
      name: 'Anna',
      uuid: uuidOf('user', 'Anna'),
      origin: { serial: OFFICE, name: 'Office' },
    })
    expect(explanation.trust).toEqual({ origin: OFFICE, epoch: 1, seq: 42 })
    expect(linesOf(explanation)).toEqual(['allow physical U:Anna@Office'])
  })

  test('of a credential with several holders, names no user and shows who may', () => {
    const description = {
      groups: { Adults: [] },
      users: { Anna: { tags: [tag.id], groups: ['Adults'] }, Bert: { tags: [tag.id], groups: ['Adults'] } },
      permissions: ['user:Bert allow access:Front Door', 'user:Anna deny access:Front Door'],
    }
    const explanation = explainDoor(description, tag)
    expect(explanation).toMatchObject({ outcome: 'granted', groups: [], credential: { kind: 'tag' } })
    expect(explanation).not.toHaveProperty('user')
    expect(linesOf(explanation)).toEqual(['allow physical U:Bert'])
  })

  test('of somebody who is denied, shows what led to it', () => {
    const description = {
      groups: { Employees: [] },
      users: { Oliver: OLIVER },
      permissions: ['group:Employees allow access:Front Door', 'user:Oliver deny access:Front Door'],
    }
    const explanation = explainDoor(description, tag)
    expect(explanation).toMatchObject({ outcome: 'denied', reason: 'DENIED', groups: ['Employees'] })
    expect(linesOf(explanation)).toEqual(['deny physical U:Oliver', 'allow physical UG:Employees'])
  })

  test('of several holders who are all denied, shows what each of them has', () => {
    const description = {
      users: { Anna: { tags: [tag.id] }, Bert: { tags: [tag.id] } },
      permissions: ['user:Bert allow access:Front Door during Never', 'user:Anna deny access:Front Door'],
    }
    const explanation = explainDoor(description, tag)
    expect(explanation).toMatchObject({ outcome: 'denied', reason: 'OUTSIDE_SCHEDULE', groups: [] })
    expect(linesOf(explanation)).toEqual(['deny physical U:Anna', 'allow physical U:Bert'])
  })

  test('names the tag that was presented, of several', () => {
    const tags = ['04 00 00 01', tag.id]
    const description = { users: { Oliver: { tags } } }
    const program = aProgram({ controls: DOOR, ...description })
    for (const user of program.users.values()) {
      const named = user.tags.map(({ id }) => ({ id, name: id === tag.id ? 'blue' : 'red' }))
      program.users.set(user.uuid, { ...user, tags: named })
    }
    const index = compileAccess(program)
    const request = { credential: tag, object: keyOf('access:Front Door') }
    const decision = decide(index, request, noon, VIENNA, ALONE)
    expect(explain(index, program, decision, request, noon, VIENNA, ALONE).credential).toEqual({
      kind: 'tag',
      name: 'blue',
    })
  })

  test('of a replica whose origin has sent nothing yet, tells no record', () => {
    const description = { users: { Anna: { tags: [tag.id], origin: OFFICE } } }
    expect(explainDoor(description, tag)).not.toHaveProperty('trust')
  })

  test('of an unknown credential, says so and nothing else', () => {
    expect(explainDoor({}, tag)).toStrictEqual({
      outcome: 'denied',
      reason: 'UNKNOWN_CREDENTIAL',
      credential: { kind: 'tag' },
      groups: [],
      paths: [],
    })
  })

  test.for<[Credential, string | undefined]>([
    [{ kind: 'tag', id: '04 A1 5E C2' }, "Oliver's tag"],
    [{ kind: 'ibutton', id: '01.5E.C2' }, 'fob'],
    [{ kind: 'external', id: 'secret-5EC2' }, 'finger'],
    [{ kind: 'code', id: '5223' }, undefined],
  ])('bears the name of a $0.kind and never its id', ([credential, name]) => {
    const users = {
      Oliver: {
        tags: ['04 A1 5E C2'],
        ibuttons: [{ id: '01.5E.C2', name: 'fob' }],
        externalIds: [{ id: 'secret-5EC2', name: 'finger' }],
        codeDigest: 'digest',
      },
    }
    const explanation = explainDoor({ users, permissions: ['user:Oliver allow access:Front Door'] }, credential)
    expect(explanation.user?.name).toBe('Oliver')
    expect(explanation.credential?.name).toBe(name)
    expect(JSON.stringify(explanation)).not.toMatch(/5E.?C2|5223|digest/)
  })
})
