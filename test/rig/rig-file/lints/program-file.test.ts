import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { lintProgramFile } from '../../../../rigs/rig-file/lint-program-file.ts'
import type { RigProgram } from '../../../../rigs/rig-file/shape.ts'

const lintsOf = (text: string): string[] =>
  lintProgramFile(parse(text) as RigProgram).map(({ code, path }) => `${path.join('/')}: ${code}`)

test('of a program file by itself is told what holds whatever the rest of its rig is', () => {
  const text = `
users: { admin: { password: admin }, Anna: { password: short } }
groups: { A: { groups: [B] }, B: { groups: [A] } }
schedules: { Noon: { entries: [{ days: [monday, friday], from: "12:00", to: "13:00", needsActivation: true }] } }
controls: { Door: { kind: authentication-nfc-code-touch, reader: front-door, outputs: {}, pulse: 1s } }
permissions:
  - { principal: Bob@Office, allow: "access:Door" }
  - { principal: "group:A", allow: "access:Door" }
  - { principal: "group:A", deny: "access:Door" }
`
  expect(lintsOf(text)).toEqual([
    'users/admin/password: DEFAULT_PASSWORD',
    'users/Anna/password: PASSWORD_WEAK',
    'groups/A: GROUP_CYCLE',
    'groups/B: GROUP_CYCLE',
    'controls/Door/pulse: PULSE_SHORT',
    'permissions/1/allow: ALLOW_DENIED',
    'schedules/Noon/entries/0/needsActivation: ACTIVATION_IGNORED',
  ])
})

test('of who may enter and what readers see it says nothing: credentials and replicas are in other files', () => {
  const door = 'controls: { Door: { kind: access-controller, reader: side-door } }'
  expect(lintsOf(`${door}\nusers: { Anna: { tags: [anna-card] } }`)).toEqual([])
})

test('of one that contradicts itself it says nothing more than its faults', () => {
  expect(lintsOf('users: { admin: { password: admin } }\ngroups: { Staff: {}, staff: {} }')).toEqual([])
})
