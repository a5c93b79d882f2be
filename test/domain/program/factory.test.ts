import { describe, expect, test } from 'vitest'
import { hasAdministrator, isAdministrator } from '../../../sim/domain/program/administrators.ts'
import { factoryProgram } from '../../../sim/domain/program/factory.ts'
import { passwordSalt } from '../../../sim/domain/program/password.ts'
import { objectUuid } from '../../../sim/domain/program/uuid.ts'
import { hash, SERIAL } from './a-program.ts'

describe('factoryProgram()', () => {
  const program = factoryProgram(SERIAL, hash)
  const admin = [...program.users.values()][0]

  test('R65, R131: has the user admin with password admin in Full Access, an administrator', () => {
    expect([...program.users.values()].map(({ name }) => name)).toEqual(['admin'])
    expect(admin?.password?.hash).toBe(hash('SHA256', `admin:${admin?.password?.salt}`).toUpperCase())
    expect(admin?.groups.map((uuid) => program.groups.get(uuid)?.type)).toEqual(['full-access'])
    expect(admin && isAdministrator(program, admin)).toBe(true)
    expect(hasAdministrator(program)).toBe(true)
  })

  test('R115: has the access schedules Always and Never, and three groups', () => {
    expect([...program.schedules.values()].map(({ name, builtIn }) => [name, builtIn])).toEqual([
      ['Always', 'always'],
      ['Never', 'never'],
    ])
    expect([...program.groups.values()].map(({ name, type }) => [name, type])).toEqual([
      ['Full Access', 'full-access'],
      ['All', 'all'],
      ['None', 'none'],
    ])
  })

  test('has the operating modes 0 to 9, Monday being 3', () => {
    expect([...program.operatingModes.keys()]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    expect(program.operatingModes.get(3)?.name).toBe('Monday')
  })
})

describe('objectUuid()', () => {
  const uuid = objectUuid(hash, SERIAL, 'user', 'Anna')

  test('is 8-4-4-16 hex and ends in the serial', () => {
    expect(uuid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-ffff504f94a00001$/)
  })

  test('depends on serial, kind, name without case, and salt', () => {
    expect(objectUuid(hash, SERIAL.toLowerCase(), 'user', 'ANNA')).toBe(uuid)
    const others = [
      objectUuid(hash, '504F94A00002', 'user', 'Anna'),
      objectUuid(hash, SERIAL, 'group', 'Anna'),
      objectUuid(hash, SERIAL, 'user', 'Ben'),
      objectUuid(hash, SERIAL, 'user', 'Anna', '00ff'),
    ]
    expect(new Set([uuid, ...others]).size).toBe(5)
  })
})

test('passwordSalt() is the hex of the ASCII of a uuid-like text', () => {
  const salt = passwordSalt('10a73e3b01c5172fffffacb819d4bca9')
  expect(Buffer.from(salt, 'hex').toString('ascii')).toBe('10a73e3b-01c5-172f-ffffacb819d4bca9')
})
