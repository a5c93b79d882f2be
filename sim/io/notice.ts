import type { RigErrorCode } from '../domain/errors.ts'

/** Something a person running the rig should hear of, while the rig goes on. Holds no secret. */
export interface Notice {
  readonly code:
    | RigErrorCode
    | 'BROKER_BACK'
    | 'MESSAGES_DROPPED'
    | 'READER_BACK'
    | 'READER_NOTICE'
    | 'READER_UID_ONLY'
    | 'ADAPTER_LOST'
  readonly message: string
  /** Of BROKER_LOST and BROKER_BACK: the login whose connection it is. */
  readonly connection?: string
}

/** What others do wrong is said once each, and of no more than so many things. */
const DISTINCT_MAX = 1_000

/** Says each notice once: who is refused tries again, and who sends nonsense sends more of it. */
export function onceEach(onNotice: (notice: Notice) => void): (notice: Notice) => void {
  const said = new Set<string>()
  return (notice) => {
    if (said.size >= DISTINCT_MAX || said.has(notice.message)) return
    said.add(notice.message)
    onNotice(notice)
  }
}
