import type { Evidence, Invariant, UnitSeen } from './evidence.ts'

/** I5: in a Trust a user or group belongs to one Miniserver. Where it was taken over, the highest ownership epoch says to whom. */
export const oneOrigin: Invariant = {
  number: 'I5',
  sentence: 'a user or group has at most one origin at the highest ownership epoch',
  violations: (evidence) =>
    [...claimsOf(evidence)].flatMap(([uuid, claims]) => {
      const highest = Math.max(...claims.map(({ epoch }) => epoch))
      const owners = claims.filter(({ epoch }) => epoch === highest)
      const rivals = owners.filter((one) => owners.some((other) => one !== other && areLinked(one.unit, other.unit)))
      const [first, ...others] = rivals
      if (first === undefined || others.length === 0) return []
      const list = others.map(({ unit }) => unit.site).join(' and ')
      return [
        { where: first.unit.site, found: `${first.name} (${uuid}) belongs to it and to ${list} at epoch ${highest}` },
      ]
    }),
}

interface Claim {
  readonly unit: UnitSeen
  readonly name: string
  readonly epoch: number
}

/** Who says of which uuid that it is its own. */
function claimsOf({ units }: Evidence): Map<string, Claim[]> {
  const claims = new Map<string, Claim[]>()
  for (const unit of units) {
    const { users, groups } = unit.program
    const epochs = new Map(users.map(({ uuid, ownershipEpoch = 0 }) => [uuid, ownershipEpoch]))
    for (const { uuid, name, origin } of [...users, ...groups]) {
      if (origin !== undefined) continue
      const claim = { unit, name, epoch: epochs.get(uuid) ?? 0 }
      claims.set(uuid, [...(claims.get(uuid) ?? []), claim])
    }
  }
  return claims
}

/** One lists the other: users travel between them, or did. */
function areLinked(one: UnitSeen, other: UnitSeen): boolean {
  const lists = ({ program }: UnitSeen, { serial }: UnitSeen): boolean =>
    program.trusts.some(({ members }) => members.some((member) => member.serial === serial))
  return lists(one, other) || lists(other, one)
}
