import type { Lint } from '../lint.ts'

export const descriptionAmbiguous: Lint = {
  code: 'DESCRIPTION_AMBIGUOUS',
  finds:
    'Two Miniservers of a Trust have the same description, so `Anna@Description` names nobody. In a rig file that is a fault.',
  mend: 'Rename one, or log in with the serial number.',
  source: '§3.1, C15, P-11',
  *look({ program }) {
    for (const { trustUuid, name, members } of program.trusts.values()) {
      const descriptions = members.flatMap(({ info }) => info?.name ?? [])
      const first = new Set<string>()
      for (const description of descriptions) {
        const key = description.toLowerCase()
        const sentence = `Two Miniservers of Trust "${name}" are called "${description}": who logs in with @${description} is refused.`
        if (first.has(key)) yield { place: { of: 'trust', id: trustUuid }, sentence }
        first.add(key)
      }
    }
  },
}
