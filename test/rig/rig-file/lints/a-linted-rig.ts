import { parseRigFile } from '../../../../rigs/rig-file/read.ts'

/** Two sites in a Trust and nothing that is seldom meant; line numbers are those of the file. */
export const CLEAN = `version: 1
rig: clean
credentials:
  anna-card: { tag: 04 A1 B2 C3 }
  anna-button: { ibutton: 01.AB.89.67.45.23.01.79 }
  ben-card: { tag: 04 5E 21 9A }
sites:
  office:
    miniserver: { serial: 504F94A00001, name: Office, timeZone: Europe/Vienna }
    devices:
      front-door: { kind: nfc-code-touch }
      one-wire: { kind: one-wire-extension, readers: { side-door: {} } }
    program:
      rooms: [Hall]
      categories: [Light]
      schedules:
        Day: { entries: [{ days: [monday], from: "08:00", to: "17:00" }] }
        Noon: { entries: [{ days: [monday], from: "12:00", to: "13:00" }] }
      groups:
        Staff: {}
        Chiefs: { groups: [Staff] }
      users:
        admin: { password: Office-Admin-1 }
        Anna: { password: Anna-Secret-1, groups: [Chiefs], tags: [anna-card], ibuttons: [anna-button], code: "4711" }
        Ben: { groups: [Staff], tags: [ben-card] }
        Carl: { password: Carl-Secret-1 }
      controls:
        Front Door: { kind: authentication-nfc-code-touch, reader: front-door, outputs: { 1: Strike }, room: Hall }
        Side Door: { kind: access-controller, reader: side-door }
        Strike: { kind: info-only-digital }
        Lamp: { kind: switch, room: Hall, category: Light }
        Alarm: { kind: trusted-io, direction: output }
      permissions:
        - { principal: "group:Staff", allow: "access:Front Door", schedule: Day }
        - { principal: "group:Chiefs", allow: "access:Side Door" }
        - { principal: "member:Home", allow: ["right:UserManagement", "function:Alarm"] }
  home:
    miniserver: { serial: 504F94A00002, name: Home, timeZone: Europe/Vienna }
    devices:
      front-door: { kind: nfc-code-touch }
    program:
      users:
        admin: { password: Home-Admin-1 }
      controls:
        Front Door: { kind: authentication-nfc-code-touch, reader: front-door, outputs: { 1: Strike } }
      permissions:
        - { principal: Anna@Office, allow: "access:Front Door" }
trusts:
  - { name: Company, manager: office, members: [home], share: [{ user: Anna, from: office, to: [home] }] }
`

/** The rig with pieces of its text in the place of others, each of which must be there. */
export function withPieces(pieces: readonly (readonly [string, string])[], text = CLEAN): string {
  return pieces.reduce((before, [piece, replacement]) => {
    if (!before.includes(piece)) throw new TypeError(`not in the rig: ${piece}`)
    return before.replace(piece, () => replacement)
  }, text)
}

/** Its lints as `line:column: CODE`; throws where it has faults. */
export function lintsOf(text: string): string[] {
  return foundIn(text).map(({ line, column, code }) => `${line}:${column}: ${code}`)
}

export function foundIn(text: string) {
  const { faults, lints } = parseRigFile(text, 'rig.yaml')
  if (faults.length > 0) throw new TypeError(JSON.stringify(faults))
  return lints
}
