import type { Program } from '../../../../sim/domain/program/program.ts'
import type { Lint } from '../lint.ts'

/** IEC 60839-11-1 asks for so many possible codes for each that is in use, where a code alone opens. */
const CODES_FOR_EACH = 1000
/** Au: the values with which a code alone does not open; any other behaves as 1 (§3.6.2, C51). */
const AU_NEVER_CODE_ALONE: ReadonlySet<number> = new Set([0, 2, 4])

export const codeSpace: Lint = {
  code: 'CODE_SPACE_TOO_SMALL',
  finds:
    'Where an access code alone opens a door, the shortest code has fewer than 1,000 possible codes for each code in use.',
  mend: 'Use longer codes, or a second factor at the door (authentication: 0).',
  source: 'IEC 60839-11-1 (docs/background.md)',
  *look({ program, codeDigits }) {
    if (codeDigits === undefined || !opensByCode(program)) return
    const known = [...program.users.values()].flatMap(({ uuid }) => {
      const digits = codeDigits.get(uuid)
      return digits === undefined ? [] : [{ uuid, digits }]
    })
    const [shortest] = known.toSorted((a, b) => a.digits - b.digits)
    if (shortest === undefined || 10 ** shortest.digits >= CODES_FOR_EACH * known.length) return
    const space = `${10 ** shortest.digits} codes of ${shortest.digits} digits`
    const sentence = `Of ${space} ${known.length} work here: ${CODES_FOR_EACH * known.length} should be possible.`
    yield { place: { of: 'user', id: shortest.uuid, field: 'code' }, sentence }
  },
}

function opensByCode({ controls }: Program): boolean {
  return [...controls.values()].some(
    (control) => control.kind === 'authentication-nfc-code-touch' && !AU_NEVER_CODE_ALONE.has(control.authentication),
  )
}
