import type { Credential } from '../../../sim/domain/access/credential.ts'

/** Whoever holds credentials to a real reader: a machine at the far end of its stack, or a person. */
export interface Presenter extends AsyncDisposable {
  /** How long the reader has to read what was held to it, in real time. */
  readonly withinMs: number
  /** Whether it is somebody's hands: what they do not do shows nothing of the rig. */
  readonly isPerson: boolean
  /**
   * Holds it to the reader. Throws RigError READER_ABSENT where that cannot be done with such a reader, or its stack is gone.
   *
   * @param name of the credential, for people
   */
  present(credential: Credential, name: string): Promise<void>
  /** Takes it off, which the reader then notices; absent where readers of this kind cannot tell. */
  takeOff?(): Promise<void>
  /**
   * Holds to it an iButton that answers with a wrong CRC. Resolves when the reader has read that, and it is off again; absent where
   * nobody can make a reader of this kind misread. Throws RigError DEADLINE where nobody reads.
   */
  misread?(credential: Credential): Promise<void>
}

/** What a machine has done, its reader has read by then, or something is wrong. */
export const MACHINE_READS_MS = 10_000

/** The bytes of a credential that a reader gives as they are. */
export function bytesOf({ id }: Credential): number[] {
  return id.split(/[ .]/).map((byte) => Number.parseInt(byte, 16))
}
