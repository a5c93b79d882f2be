import { RigError } from '../../domain/errors.ts'
import { parseTagId } from '../nfc/tag-id.ts'

/** A tag's id as readers give it, whatever its spelling. The API takes any text for an id: what is none stays as it is. */
export function canonicalTagId(text: string): string {
  try {
    return parseTagId(text).id
  } catch (error) {
    if (!(error instanceof RigError)) throw error
    return text.trim()
  }
}
