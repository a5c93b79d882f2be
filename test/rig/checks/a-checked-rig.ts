import { type CheckRun, runChecks } from '../../../rigs/checks/run-checks.ts'
import { printFault } from '../../../rigs/rig-file/fault.ts'
import { parseRigFile } from '../../../rigs/rig-file/read.ts'

/** An office and a home in one Trust: groups in groups, access schedules, rooms, and somebody for two months only. */
const RIG = `version: 1
rig: checked
sites:
  office:
    miniserver: { serial: 504F94A00001, name: Office, timeZone: Europe/Vienna }
    devices:
      front-door: { kind: nfc-code-touch }
      back-door: { kind: nfc-code-touch }
      gate: { kind: intercom }
    program:
      rooms: [Hall, Lab / Store]
      calendar:
        New Year: { mode: Public Holiday, yearly: 01-01 }
      schedules:
        Day: { modes: [Public Holiday], entries: [{ days: [monday, tuesday, wednesday, thursday, friday, saturday, sunday], from: "08:00", to: "17:00" }] }
        Night: { entries: [{ days: [saturday], from: "22:00", to: "03:00" }] }
      groups:
        Staff: {}
        Chiefs: { groups: [Staff] }
      users:
        admin: { password: Office-Admin-1 }
        Anna: { groups: [Chiefs], tags: [04 A1 B2 C3] }
        Ben: { groups: [Staff] }
        Nina: {}
        Tom: { groups: [Staff], status: { validFrom: "2026-03-01T00:00:00+01:00", validUntil: "2026-05-01T00:00:00+02:00", onExpiry: delete } }
      controls:
        Front Door: { kind: authentication-nfc-code-touch, reader: front-door, outputs: {} }
        Back Door: { kind: authentication-nfc-code-touch, reader: back-door, outputs: {} }
        Lamp: { kind: switch, room: Hall }
        Gate: { kind: intercom, device: gate }
      permissions:
        - { principal: "group:Staff", allow: "access:Front Door", schedule: Day }
        - { principal: "group:Staff", allow: ["right:WebInterfaceApps", "room:Hall"], scope: internal }
        - { principal: "group:Chiefs", allow: ["access:Back Door", "device:Gate"] }
        - { principal: Ben, deny: "access:Back Door" }
        - { principal: Nina, allow: "access:Front Door", schedule: Night }
        - { principal: "member:Home", allow: "right:UserManagement" }
  home:
    miniserver: { serial: 504F94A00002, name: Home, timeZone: Europe/London }
    devices:
      front-door: { kind: nfc-code-touch }
    program:
      controls:
        Front Door: { kind: authentication-nfc-code-touch, reader: front-door, outputs: {} }
      permissions:
        - { principal: Anna@Office, allow: "access:Front Door" }
trusts:
  - { name: Company, manager: office, members: [home], share: [{ user: Anna, from: office, to: [home] }, { user: Ben, from: office, to: [home] }] }
checks:
`

/** The line of the first check. */
export const FIRST_LINE = RIG.split('\n').length

/** When checks begin to look where nothing else is said: a Saturday in November. */
const NOW_MS = Date.parse('2026-11-21T12:00:00Z')

export function rigWith(...checks: readonly string[]): string {
  if (checks.length === 0) return RIG.replace('checks:\n', '')
  return RIG + checks.map((check) => `  - ${check}\n`).join('')
}

/** Carries out the checks of a rig; throws where it has faults. */
export async function run(...checks: readonly string[]): Promise<CheckRun> {
  return runText(rigWith(...checks))
}

/** The same of a rig file's text. */
export async function runText(text: string): Promise<CheckRun> {
  const { rig, place, faults } = parseRigFile(text, 'rig.yaml')
  if (rig === undefined || place === undefined) throw new TypeError(faults.map(printFault).join('\n'))
  return runChecks(rig, place, NOW_MS)
}

/** Those that failed, each as what was expected, what was found, and when. */
export async function failuresOf(...checks: readonly string[]): Promise<string[]> {
  const { failures } = await run(...checks)
  return failures.map(({ expected, found, at }) => `${at} ${expected} | ${found.replace(/:.*\)/, ')')}`)
}
