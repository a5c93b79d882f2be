import type { Lint } from '../lint.ts'

const PULSE_MIN_MS = 3000

export const pulseShort: Lint = {
  code: 'PULSE_SHORT',
  finds: 'A door is released for less than 3 s (parameter Don).',
  mend: 'Set pulse: 3s or more.',
  source: 'IEC 60839-11-1 (docs/background.md)',
  *look({ program }) {
    for (const control of program.controls.values()) {
      if (!('pulseMs' in control) || control.pulseMs >= PULSE_MIN_MS) continue
      const sentence = `Who opens "${control.name}" has ${control.pulseMs / 1000} s to go through.`
      yield { place: { of: 'control', id: control.uuid, field: 'pulse' }, sentence }
    }
  },
}
