/** One part of this machine that loxrig needs or can use. */
export interface Part {
  readonly part: string
  readonly state: 'ok' | 'missing' | 'limited'
  /** What was found, or what is not there. */
  readonly found: string
  /** The command that mends it. */
  readonly mend?: string
  /** Readers and ports that are there, each with the line of a rig file that uses it. */
  readonly sources?: readonly { readonly text: string; readonly line: string }[]
  /** Without it nothing runs. */
  readonly isNeeded: boolean
}

export type Examine = (env: Readonly<NodeJS.ProcessEnv>) => Promise<Part>
