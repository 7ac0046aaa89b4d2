//! A network: what is under way arrives in any order, twice, or not at all.

use hearken_app::sync::{Pull, Pulled, Push, Pushed};

/// What a device asks.
#[derive(Clone)]
pub(super) enum Request {
    Push(Push),
    Pull(Pull),
}

/// What the server answers.
#[derive(Clone)]
pub(super) enum Answer {
    Pushed(Pushed),
    Pulled(Pulled),
}

/// Everything under way, with the device at its other end.
#[derive(Default)]
pub(super) struct Network {
    requests: Vec<(usize, Request)>,
    answers: Vec<(usize, Answer)>,
}

impl Network {
    pub(super) fn send(&mut self, device: usize, request: Option<Request>) {
        self.requests.extend(request.map(|request| (device, request)));
    }

    pub(super) fn reply(&mut self, device: usize, answer: Answer) {
        self.answers.push((device, answer));
    }

    /// Takes one of the requests under way; kept, it stays there as well.
    pub(super) fn request(&mut self, which: usize, keep: bool) -> Option<(usize, Request)> {
        take(&mut self.requests, which, keep)
    }

    /// Takes one of the answers under way; kept, it stays there as well.
    pub(super) fn answer(&mut self, which: usize, keep: bool) -> Option<(usize, Answer)> {
        take(&mut self.answers, which, keep)
    }

    pub(super) fn is_busy(&self) -> bool {
        !self.requests.is_empty() || !self.answers.is_empty()
    }
}

fn take<T: Clone>(under_way: &mut Vec<T>, which: usize, keep: bool) -> Option<T> {
    if under_way.is_empty() {
        return None;
    }
    let at = which % under_way.len();
    Some(if keep { under_way[at].clone() } else { under_way.remove(at) })
}
