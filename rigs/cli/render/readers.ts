import type { Found } from '../../attachments/list-readers.ts'
import { harmless, type Paint } from '../paint.ts'

const KINDS = { pcsc: 'PC/SC readers', serial: 'serial ports' } as const

/** Every reader and port that is there, each above the line of a rig file that uses it; what mends what cannot be listed. Lines. */
export function renderReaders(founds: readonly Found[], paint: Paint): string[] {
  return founds.flatMap(({ kind, readers, unlisted }, index) => {
    const heading = [...(index === 0 ? [] : ['']), `${KINDS[kind]}:`]
    if (unlisted !== undefined) {
      const mend = unlisted.mend === undefined ? [] : [`  To mend: ${unlisted.mend}`]
      return [...heading, `  ${paint('yellow', 'not listed')}  ${harmless(unlisted.why)}`, ...mend]
    }
    return [...heading, ...(readers.length === 0 ? ['  none'] : renderSources(readers, paint))]
  })
}

/** Readers and ports, each above its line of a rig file. Lines. */
export function renderSources(
  readers: readonly { readonly text: string; readonly line: string }[],
  paint: Paint,
): string[] {
  return readers.flatMap(({ text, line }) => [`  ${harmless(text)}`, `    ${paint('dim', harmless(line))}`])
}
