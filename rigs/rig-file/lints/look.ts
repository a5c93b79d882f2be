import type { Lint, LintedFile, LintedSite, LintPlace } from './lint.ts'
import { namesOfPlace, type PlaceNames } from './names-of-place.ts'
import { LINTS } from './table.ts'

/** A lint that was found, with the names of what it is about. */
export interface FoundLint extends PlaceNames {
  readonly lint: Lint
  /** Absent of what is no site's. */
  readonly site?: string
  readonly place: LintPlace
  readonly sentence: string
}

/** The lints of one program; of a program file by itself only those that need not know the rest of the rig. */
export function lintsOfProgram(site: LintedSite, isWhole = true): FoundLint[] {
  return LINTS.flatMap((lint) => {
    if (!('look' in lint) || (lint.isOfRig === true && !isWhole)) return []
    return Array.from(lint.look(site), ({ place, sentence }) => found(lint, site, place, sentence))
  })
}

/** What only the file tells. */
export function lintsOfFile(file: LintedFile, sites: readonly LintedSite[]): FoundLint[] {
  return LINTS.flatMap((lint) => {
    if (!('lookAtFile' in lint)) return []
    return Array.from(lint.lookAtFile(file), ({ site, place, sentence }) => {
      const named = sites.find((each) => each.site === site)
      if (named !== undefined) return found(lint, named, place, sentence)
      const name = place.id ?? ''
      return { lint, place, sentence, about: `credential ${name}`, names: [name] }
    })
  })
}

function found(lint: Lint, site: LintedSite, place: LintPlace, sentence: string): FoundLint {
  return { lint, site: site.site, place, sentence, ...namesOfPlace(site, place) }
}
