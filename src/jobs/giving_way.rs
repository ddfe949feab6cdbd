//! Work that gives way to whoever waits for an answer.

use std::{panic, thread};

use tracing::Span;

/// How much less such a thread weighs: a tenth of one that answers, where both want a processor (`nice`, 0 to 19).
#[cfg(target_os = "linux")]
const NICENESS: i32 = 10;

/// Does `work`, and waits for it, on a thread that is given a processor when requests leave one: what the engine thinks
/// about and what a night counts takes a tenth of a second and more, in which many answers could have been given. Where
/// a processor is idle it takes no longer than otherwise. Not for what holds SQLite's writer, for which requests would
/// wait in turn. Threads that `work` begins give way as well. What it logs belongs to whoever called.
///
/// Other systems than Linux have no such thing for a thread alone; there it gives no way.
pub fn giving_way<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let caller = Span::current();
    let done = thread::scope(|scope| {
        let quietly = || {
            #[cfg(target_os = "linux")]
            if let Err(error) = weigh_less() {
                tracing::debug!(%error, "a thread could not give way");
            }
            caller.in_scope(work)
        };
        scope.spawn(quietly).join()
    });
    done.unwrap_or_else(|panicked| panic::resume_unwind(panicked))
}

/// What is for the process by its name is for the thread alone that asks, on Linux.
#[cfg(target_os = "linux")]
fn weigh_less() -> rustix::io::Result<()> {
    use rustix::process::{getpriority_process, setpriority_process};
    if getpriority_process(None)? < NICENESS { setpriority_process(None, NICENESS) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(target_os = "linux")]
    fn only_the_work_gives_way_and_not_whoever_waits_for_it() {
        let niceness = || rustix::process::getpriority_process(None).unwrap();
        let before = niceness();
        let (own, begun) = giving_way(|| (niceness(), thread::spawn(niceness).join().unwrap()));
        assert_eq!([own, begun], [NICENESS.max(before); 2]);
        assert_eq!(niceness(), before);
    }

    #[test]
    #[should_panic(expected = "too much")]
    fn what_goes_wrong_goes_wrong_for_the_caller() {
        giving_way(|| panic!("too much"));
    }
}
