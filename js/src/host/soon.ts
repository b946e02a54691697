/** Many things can change at once; what they lead to is done once for them. */
export function soon(task: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      task();
    }, 50);
  };
}
