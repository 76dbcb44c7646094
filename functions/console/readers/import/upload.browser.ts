/**
 * Puts a file of readers where the API says, past our own functions, which take no large one; and takes one that is dropped on a page:
 * by itself a browser would leave the page and show the file.
 */
export const takeFiles = (): void => {
  document.addEventListener('submit', (event) => {
    const form = event.target as HTMLFormElement
    const file = form.querySelector<HTMLInputElement>('input[type=file]')?.files?.[0]
    if (form.dataset.upload === undefined || !file) return
    event.preventDefault()
    void upload(form, file)
  })
  addEventListener('dragover', (event) => {
    if (event.dataTransfer?.types.includes('Files')) event.preventDefault()
  })
  addEventListener('drop', (event) => {
    if (!event.dataTransfer?.files.length) return
    event.preventDefault()
    drop(event.dataTransfer.files)
  })
}

const drop = (files: FileList) => {
  const input = document.querySelector<HTMLInputElement>('form[data-upload] input[type=file]')
  if (input) {
    input.files = files
    input.form?.querySelector<HTMLButtonElement>('.button')?.focus()
    return
  }
  const link = document.querySelector<HTMLElement>('[data-dropped]')
  const main = document.querySelector('main')
  if (!link || !main) return
  document.querySelector('#dropped')?.remove()
  const notice = document.createElement('p')
  Object.assign(notice, { id: 'dropped', className: 'notice hold', role: 'status' })
  const way = document.createElement('a')
  Object.assign(way, { href: link.dataset.imports ?? '', textContent: link.dataset.dropped ?? '' })
  notice.append(way)
  main.prepend(notice)
  way.focus()
}

const upload = async (form: HTMLFormElement, file: File) => {
  const say = sayIn(form)
  const button = form.querySelector('button')!
  button.disabled = true
  try {
    say(form.dataset.upload!, 0)
    const fields = new URLSearchParams({ name: file.name, size: String(file.size) })
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields.append(name, value)
    const answer = await fetch(form.action, { method: 'POST', body: fields })
    // The same was asked for before, and its file is there.
    if (answer.redirected) return location.assign(answer.url)
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html')
    const to = page.querySelector<HTMLElement>('[data-put]')
    if (!to) return document.querySelector('main')!.replaceWith(page.querySelector('main')!)
    await put(to, file, (share) => say(`${form.dataset.upload} ${Math.floor(share * 100)} %`, share))
    location.assign(to.dataset.next!)
  } catch {
    say(form.dataset.failed!)
    button.disabled = false
  }
}

/** @returns a function that shows a text, and how far it is */
const sayIn = (form: HTMLFormElement) => {
  const status = form.querySelector<HTMLElement>('[data-progress]')!
  const bar = form.querySelector('progress')!
  return (text: string, share?: number) => {
    status.hidden = false
    status.textContent = text
    bar.hidden = share === undefined
    bar.value = share ?? 0
  }
}

/** `fetch` does not tell how much of a body is on its way. @throws when it is not taken */
const put = ({ dataset }: HTMLElement, file: File, onShare: (share: number) => void): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', dataset.put!)
    for (const [name, value] of Object.entries<string>(JSON.parse(dataset.headers!)))
      request.setRequestHeader(name, value)
    request.upload.addEventListener('progress', ({ loaded, total }) => onShare(loaded / Math.max(total, 1)))
    request.addEventListener('load', () => (request.status < 300 ? resolve() : reject(new Error('refused'))))
    request.addEventListener('error', () => reject(new Error('lost')))
    request.send(file)
  })
