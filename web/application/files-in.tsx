import { useId, useState } from 'react'
import { useFilling } from '../parts/act-form.tsx'

/** A file as it travels to the server. */
export type PickedFile = {
  readonly title: string
  readonly name: string
  readonly mediaType: string
  readonly base64: string
}

const NAME = 'files'

/** Files picked in the form around. Their bytes are read when they are picked and sent with the act. */
export function FilesIn({
  label,
  hint,
  isMany = true,
}: {
  readonly label: string
  readonly hint: string
  readonly isMany?: boolean
}) {
  const { set, values } = useFilling()
  const [problem, setProblem] = useState<string | null>(null)
  const id = useId()
  const pick = async (list: FileList | null) => {
    const files = await Promise.all([...(list ?? [])].map(readPicked))
    const unread = files.find((file) => file === null)
    setProblem(unread === undefined ? null : 'A file could not be read; pick it again.')
    set(NAME, JSON.stringify(files.filter((file) => file !== null)))
  }
  return (
    <div className={problem === null ? 'field' : 'field is-wrong'}>
      <label htmlFor={id}>{label}</label>
      <p className="hint" id={`${id}-hint`}>
        {hint}
      </p>
      {problem === null ? null : <p className="error">{problem}</p>}
      <input
        // Emptied with the form: what was sent is not sent again.
        key={values[NAME] === undefined ? 'empty' : 'picked'}
        id={id}
        type="file"
        multiple={isMany}
        aria-describedby={`${id}-hint`}
        onChange={(event) => void pick(event.target.files)}
      />
      <PickedNames />
    </div>
  )
}

function PickedNames() {
  const { values } = useFilling()
  const files = filesIn(values)
  return files.length === 0 ? null : <p className="small soft">{files.map(({ name }) => name).join(', ')}</p>
}

export function filesIn(values: Readonly<Record<string, string>>): readonly PickedFile[] {
  return JSON.parse(values[NAME] ?? '[]')
}

async function readPicked(file: File): Promise<PickedFile | null> {
  const bytes = await file.arrayBuffer().then(
    (buffer) => new Uint8Array(buffer),
    () => null,
  )
  if (bytes === null) return null
  let binary = ''
  for (let at = 0; at < bytes.length; at += 0x8000) binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000))
  return { title: '', name: file.name, mediaType: file.type || 'application/octet-stream', base64: btoa(binary) }
}
