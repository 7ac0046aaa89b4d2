//! `/crisis/resources`

use hearken_testkit::{TestApp, on_both_engines};

use crate::support::Client;

on_both_engines! {
    async fn anyone_may_see_where_help_is(t: TestApp) {
        let list = Client::anonymous(&t).get("/crisis/resources").await.expect(200);
        let country = |code: &str| list["countries"].as_array().unwrap().iter().find(|country| country["code"] == code).cloned();
        assert_eq!(country("GB").unwrap()["lines"][0]["phone"], "116 123");
        assert_eq!(country("NZ").unwrap()["lines"][0]["text"], "1737");
        assert_eq!(list["international"]["lines"][0]["url"], "https://findahelpline.com");
    }
}
