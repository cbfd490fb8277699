package dev.plumbline.test.house.wrong.http;

import jakarta.ws.rs.GET;

/// An endpoint that lets everybody in without saying so.
public class EdgeResource {
    @GET
    public String everything() {
        return "all of it";
    }
}
